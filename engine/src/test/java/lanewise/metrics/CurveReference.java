package lanewise.metrics;

import lanewise.data.FeatureMatrix;
import lanewise.testing.ReferenceFiles;

import java.util.List;

/** Scikit-learn's curves of one output. */
record CurveReference(
        String name,
        FeatureMatrix targets,
        FeatureMatrix predicted,
        int index,
        double[] falsePositiveRates,
        double[] truePositiveRates,
        double[] thresholds,
        double area,
        int bins,
        double[] observed,
        double[] meanPredicted,
        double[] rows,
        double expectedCalibrationError) {

    static List<CurveReference> all() {
        return ReferenceFiles.rows("reference/sklearn_curves.csv").stream()
                .map(CurveReference::of)
                .toList();
    }

    private static CurveReference of(String[] field) {
        return new CurveReference(
                field[0],
                Fields.matrix(field[2], Integer.parseInt(field[1])),
                Fields.matrix(field[4], Integer.parseInt(field[3])),
                Integer.parseInt(field[5]),
                Fields.doubles(field[6]),
                Fields.doubles(field[7]),
                Fields.doubles(field[8]),
                Double.parseDouble(field[9]),
                Integer.parseInt(field[10]),
                Fields.doubles(field[11]),
                Fields.doubles(field[12]),
                Fields.doubles(field[13]),
                Double.parseDouble(field[14]));
    }

    @Override
    public String toString() {
        return name + ", output " + index;
    }
}
