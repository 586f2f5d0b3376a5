package lanewise.benchmarks.workload;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A CSV file of plain numbers: a header and rows of 20 decimals with 1 to 9 digits, of which a
 * quarter is whole and a quarter negative.
 *
 * @param path the file, in the folder of temporary files; deleted by {@link #delete}
 * @param rows number of rows
 * @param sum the sum of all numbers in the order of the file
 */
public record NumbersFile(Path path, int rows, double sum) {
    /** Number of columns. */
    public static final int COLUMNS = 20;

    /** Size in megabytes of 10⁶ bytes; less than a row more. */
    public static final int MEGABYTES = 64;

    /**
     * Writes the file.
     *
     * @param numbers the kind of numbers
     * @return the file
     * @throws IOException if it cannot be written
     */
    public static NumbersFile write(Kind numbers) throws IOException {
        Path path = Files.createTempFile("lanewise-numbers", ".csv");
        Random random = new Random(1);
        long bytes = 0;
        int rows = 0;
        double sum = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
            StringBuilder line = new StringBuilder();
            for (int k = 0; k < COLUMNS; k++) {
                line.append(k == 0 ? "" : ",").append("column").append(k);
            }
            while (bytes < MEGABYTES * 1_000_000L) {
                byte[] text = line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
                out.write(text);
                bytes += text.length;
                line.setLength(0);
                for (int k = 0; k < COLUMNS; k++) {
                    String number = numbers.next(random);
                    line.append(k == 0 ? "" : ",").append(number);
                    sum += Double.parseDouble(number);
                }
                rows++;
            }
            out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        }
        return new NumbersFile(path, rows, sum);
    }

    /** How the numbers are written. */
    public enum Kind {
        /** 1 to 9 digits, as in tables of measurements. */
        PLAIN {
            @Override
            String next(Random random) {
                int digits = 1 + random.nextInt(9);
                long number = random.nextLong((long) Math.pow(10, digits));
                String sign = random.nextInt(4) == 0 ? "-" : "";
                if (random.nextInt(4) == 0) {
                    return sign + number;
                }
                long unit = (long) Math.pow(10, Math.min(digits, 1 + random.nextInt(4)));
                String fraction = Long.toString(unit + number % unit).substring(1);
                return sign + number / unit + "." + fraction;
            }
        },

        /** All 15 to 17 digits of doubles, as programs print them. */
        DOUBLES {
            @Override
            String next(Random random) {
                return Double.toString(random.nextGaussian());
            }
        };

        abstract String next(Random random);
    }

    /**
     * Checks a result.
     *
     * @param found the sum of all numbers in the order of the file
     * @throws IllegalStateException if it is another one
     */
    public void verify(double found) {
        if (found != sum) {
            throw new IllegalStateException(path + ": sum " + found + ", expected " + sum);
        }
    }

    /**
     * Deletes the file.
     *
     * @throws IOException if that fails
     */
    public void delete() throws IOException {
        Files.delete(path);
    }
}
