/**
 * Formats external text, such as class and file names, for messages; start with {@link
 * lanewise.internal.text.OneLine}. Not exported; the package depends on nothing but the JDK.
 */
package lanewise.internal.text;
