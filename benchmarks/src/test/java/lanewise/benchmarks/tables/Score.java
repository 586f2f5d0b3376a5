package lanewise.benchmarks.tables;

import java.util.List;

/** A score of test rows. */
enum Score {
    ACCURACY("accuracy", true),
    LOG_LOSS("log loss", false),
    R2("R²", true),
    RMSE("RMSE", false),
    MAE("MAE", false);

    private final String title;
    private final boolean largerIsBetter;

    Score(String title, boolean largerIsBetter) {
        this.title = title;
        this.largerIsBetter = largerIsBetter;
    }

    /** The scores of a table, in the order of all files. */
    static List<Score> of(boolean classes) {
        return classes ? List.of(ACCURACY, LOG_LOSS) : List.of(R2, RMSE, MAE);
    }

    /** Name in the header of a table. */
    String title() {
        return title;
    }

    /** By how much a score is better than another; negative if it is worse. */
    double gain(double score, double other) {
        return largerIsBetter ? score - other : other - score;
    }
}
