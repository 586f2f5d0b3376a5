/**
 * The one way in which this project writes files; start with {@link
 * lanewise.internal.file.AtomicFile}. Not exported; the package depends on nothing but the JDK.
 */
package lanewise.internal.file;
