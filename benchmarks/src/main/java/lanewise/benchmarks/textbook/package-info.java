/**
 * The control of the benchmarks: the reference network as a tutorial teaches it, in double
 * precision and without regard for speed. Keep it as a reader of such a tutorial would write it;
 * optimizations belong in the engine. Depends on nothing but the JDK. Start with {@link
 * lanewise.benchmarks.textbook.TextbookNetwork}.
 */
package lanewise.benchmarks.textbook;
