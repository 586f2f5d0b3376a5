/**
 * Networks as the passes see them: {@link lanewise.internal.plan.NetworkPlan} is the internal form
 * of a public {@code Network}.
 *
 * <p>Depends on {@code internal.kernel} for layouts and functions, {@code lanewise.recurrent} for
 * the settings of recurrent layers, and {@code lanewise.data}. Start with {@code NetworkPlan}.
 */
package lanewise.internal.plan;
