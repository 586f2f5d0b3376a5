/**
 * What a checkpoint consists of, for the packages that make, keep and read one. Not exported: what
 * a run has to remember may change.
 */
package lanewise.internal.checkpoint;
