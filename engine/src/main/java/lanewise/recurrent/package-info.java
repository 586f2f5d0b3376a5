/**
 * Recurrent layers: {@link lanewise.recurrent.Recurrence} describes how the units of a layer are
 * connected and how their fixed point is found, {@link lanewise.recurrent.Wiring} is a mask of
 * connections, and {@link lanewise.recurrent.Convergence} reports how a layer converged.
 *
 * <pre>{@code
 * Layer pool = Layer.sigmoid(12).withRecurrence(Recurrence.full().withHidden(9));
 * System.out.println(pool.outputs()); // prints 3
 * }</pre>
 *
 * <p>Depends on nothing. Start with {@code Recurrence}, which has the equations and the papers.
 *
 * <p>No method takes or returns null.
 */
package lanewise.recurrent;
