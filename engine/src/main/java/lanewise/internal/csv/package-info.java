/**
 * Splits the bytes of CSV files into records and parses their numbers; start with {@link
 * lanewise.internal.csv.RecordReader}. What the records mean, and messages with the names of
 * columns, are the job of {@link lanewise.data}. Not exported; the package depends on nothing but
 * the JDK.
 */
package lanewise.internal.csv;
