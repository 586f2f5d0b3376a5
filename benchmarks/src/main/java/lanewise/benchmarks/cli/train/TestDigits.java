package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.plot.DigitsImage;
import lanewise.benchmarks.plot.DigitsImage.Digit;
import lanewise.data.Dataset;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Selects the test rows that are shown as pictures: first errors, then correct ones. */
public final class TestDigits {
    private static final int SHOWN = 5 * DigitsImage.COLUMNS;
    private static final int MISTAKES_SHOWN = 2 * DigitsImage.COLUMNS;

    private TestDigits() {}

    /**
     * Checks that the rows are pictures.
     *
     * @param all the rows
     * @throws UserError unless they are 8 lines of 8 pixels from 0 to 16
     */
    public static void check(Dataset all) throws UserError {
        int pixels = Digit.SIDE * Digit.SIDE;
        if (all.features().features() != pixels) {
            throw new UserError(
                    "--digits: the data have "
                            + all.features().features()
                            + " features: expected "
                            + pixels
                            + ", 8 lines of 8 pixels");
        }
        for (int row = 0; row < all.rows(); row++) {
            for (float pixel : all.features().row(row)) {
                if (!(pixel >= 0 && pixel <= Digit.BLACK)) {
                    throw new UserError(
                            "--digits: a feature of row "
                                    + row
                                    + " is "
                                    + pixel
                                    + ": expected pixels from 0 to "
                                    + Digit.BLACK);
                }
            }
        }
    }

    /** The picture of rows that {@link #check} has accepted. */
    static DigitsImage image(TrainingOutcome outcome) {
        SeedOutcome last = outcome.last();
        Dataset test = outcome.data().test();
        int[] predicted = last.model().classify(test.features());
        IntStream mistakes =
                IntStream.range(0, predicted.length)
                        .filter(row -> predicted[row] != test.label(row))
                        .limit(MISTAKES_SHOWN);
        IntStream right =
                IntStream.range(0, predicted.length)
                        .filter(row -> predicted[row] == test.label(row));
        List<Digit> digits =
                IntStream.concat(mistakes, right)
                        .limit(SHOWN)
                        .mapToObj(row -> digit(outcome.data(), row, predicted[row]))
                        .toList();
        return new DigitsImage(
                String.format(
                        Locale.ROOT,
                        "%d of %d test rows correct; errors first",
                        last.confusion().hits(),
                        last.confusion().rows()),
                digits);
    }

    private static Digit digit(TrainingData data, int row, int predicted) {
        List<String> names = data.test().classNames();
        return new Digit(
                data.rawTest().features().row(row),
                names.get(predicted),
                names.get(data.test().label(row)));
    }
}
