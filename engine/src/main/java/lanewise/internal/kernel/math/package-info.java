/**
 * Elementary functions as polynomials made of fma, mul, add and div: the scalar definitions, and
 * the coefficients that the vector and specialised kernels share.
 *
 * <p>Depends on nothing. Start with {@link lanewise.internal.kernel.math.Exp}.
 */
package lanewise.internal.kernel.math;
