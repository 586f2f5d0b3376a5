/**
 * The content of checkpoints, shared by the packages that create, store and load them. Start with
 * {@link lanewise.internal.checkpoint.RunState}. The package may depend on {@link
 * lanewise.optimize} and {@link lanewise.random}. Not exported, because the content may change.
 */
package lanewise.internal.checkpoint;
