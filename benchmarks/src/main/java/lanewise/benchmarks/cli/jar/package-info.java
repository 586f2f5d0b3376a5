/**
 * What the build does to {@code benchmarks.jar} so that short commands start sooner. Depends on the
 * JDK only. Start reading at {@code ClassUpgrade}.
 */
package lanewise.benchmarks.cli.jar;
