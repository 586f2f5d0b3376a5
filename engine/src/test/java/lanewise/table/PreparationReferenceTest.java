package lanewise.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.data.FeatureMatrix;
import lanewise.data.Scaler;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prepared rows are those of scikit-learn's SimpleImputer, encoders and scalers. */
class PreparationReferenceTest {
    private final Table table = MembersTable.read();

    private static PreparationOptions options(String variant) {
        PreparationOptions options = PreparationOptions.standard();
        return switch (variant) {
            case "mean" -> options;
            case "median" ->
                    options.withImputation(Imputation.MEDIAN)
                            .withScaler(Scaler.MIN_MAX)
                            .withMaxCategories(4);
            case "most-frequent" ->
                    options.withImputation(Imputation.MOST_FREQUENT)
                            .withScaler(Scaler.NONE)
                            .withMinFrequency(6);
            case "both-limits" -> options.withMaxCategories(3).withMinFrequency(2);
            case "as-many-as-there-are" -> options.withMaxCategories(7);
            default -> throw new IllegalArgumentException(variant);
        };
    }

    private Preparation preparation(String variant) {
        return Preparation.fit(
                MembersTable.train(table), MembersTable.schema(table), options(variant));
    }

    private static List<String[]> expected(String variant) {
        List<String[]> rows = new ArrayList<>();
        for (String[] fields : ReferenceFiles.rows("reference/sklearn_preparation.csv")) {
            if (fields[0].equals(variant)) {
                rows.add(fields[2].split(" "));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mean", "median", "most-frequent", "both-limits", "as-many-as-there-are"})
    void rowsAreThoseOfScikitLearn(String variant) {
        Preparation preparation = preparation(variant);
        FeatureMatrix features = preparation.features(table);
        List<String[]> expected = expected(variant);
        assertEquals(table.rows(), expected.size());
        for (int row = 0; row < expected.size(); row++) {
            assertEquals(expected.get(row).length, preparation.inputs());
            for (int k = 0; k < preparation.inputs(); k++) {
                float number = (float) Double.parseDouble(expected.get(row)[k]);
                String place = variant + ", row " + row + ", " + preparation.inputNames().get(k);
                // NumPy adds in another order: a mean may differ in its last bit.
                float tolerance = Math.max(Math.ulp(number), 1e-15f);
                assertEquals(number, features.get(row, k), tolerance, place);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "median", "most-frequent", "both-limits"})
    void aRecordIsPreparedAsItsRow(String variant) {
        Preparation preparation = preparation(variant);
        FeatureMatrix features = preparation.features(table);
        float[] byName = new float[preparation.inputs()];
        float[] inOrder = new float[preparation.inputs()];
        for (int row = 0; row < table.rows(); row++) {
            Map<String, Object> record = new HashMap<>();
            List<Object> values = new ArrayList<>();
            for (ColumnEncoding encoding : preparation.columns()) {
                TableColumn column = table.column(encoding.column());
                Object value = column.isNumeric() ? column.number(row) : column.text(row);
                record.put(column.name(), value);
                values.add(value);
            }
            preparation.encode(record, byName);
            preparation.encode(values.toArray(), inOrder);
            for (int k = 0; k < byName.length; k++) {
                int bits = Float.floatToRawIntBits(features.get(row, k));
                assertEquals(bits, Float.floatToRawIntBits(byName[k]));
                assertEquals(bits, Float.floatToRawIntBits(inOrder[k]));
            }
        }
    }

    @Test
    void inputsAreNamedAfterColumnsAndCategories() {
        assertEquals(
                List.of(
                        "age",
                        "age=(missing)",
                        "income",
                        "city=Bergen",
                        "city=Oslo",
                        "city=(other)",
                        "city=(missing)",
                        "size",
                        "size=(missing)",
                        "member",
                        "member=(missing)",
                        "joined",
                        "children"),
                preparation("both-limits").inputNames());
    }
}
