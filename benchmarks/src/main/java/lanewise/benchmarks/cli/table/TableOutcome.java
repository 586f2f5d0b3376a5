package lanewise.benchmarks.cli.table;

import lanewise.Network;
import lanewise.benchmarks.plot.ValidationCurve;
import lanewise.benchmarks.report.training.Score;
import lanewise.io.SavedModel;
import lanewise.train.TrainingRun;

import java.util.List;

/**
 * The result of a {@link TableTraining}.
 *
 * @param training the options
 * @param source what the file holds
 * @param rows the rows by purpose
 * @param runs the result of each seed, in order, at least one
 * @param run the finished run of the last seed
 * @param validation its loss on the validation rows by epoch; empty without them
 */
public record TableOutcome(
        TableTraining training,
        TableSource source,
        TableRows rows,
        List<TableRun> runs,
        TrainingRun run,
        ValidationCurve validation) {
    /** Copies the list. */
    public TableOutcome {
        runs = List.copyOf(runs);
    }

    /** The result of the last seed, whose history and model are reported. */
    TableRun last() {
        return runs.getLast();
    }

    Network network() {
        return last().model().network();
    }

    /** The model with its preparation. */
    SavedModel saved() {
        return SavedModel.of(last().model()).withPreparation(rows.preparation());
    }

    /** The scores of the last seed. */
    List<Score> scores() {
        return last().evaluation().scores();
    }
}
