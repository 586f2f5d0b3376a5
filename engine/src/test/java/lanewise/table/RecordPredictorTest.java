package lanewise.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

class RecordPredictorTest {
    private final Table table = MembersTable.read();
    private final TableSchema schema = MembersTable.schema(table);

    private static Model train(Preparation preparation, Table rows, Network network) {
        Dataset data = preparation.apply(rows);
        Model start = Model.initialize(network, Initializer.heUniform(), new RandomState(3));
        return Trainer.of(new Adam(0.02)).withEpochs(200).fit(start, data).model();
    }

    private static Map<String, Object> record(Table table, int row) {
        Map<String, Object> record = new HashMap<>();
        for (TableColumn column : table.columns()) {
            record.put(column.name(), column.isNumeric() ? column.number(row) : column.text(row));
        }
        return record;
    }

    private record Member(
            double age,
            double income,
            String city,
            String size,
            String member,
            String joined,
            int children) {}

    @Test
    void predictsClasses() {
        Preparation preparation = Preparation.fit(MembersTable.train(table), schema);
        Network network = Network.of(preparation.inputs(), Layer.relu(8), Layer.softmax(2));
        Model model = train(preparation, MembersTable.train(table), network);
        RecordPredictor predictor = RecordPredictor.of(model, preparation);
        int hits = 0;
        for (int row = 0; row < MembersTable.TRAIN; row++) {
            Prediction prediction = predictor.predict(record(table, row));
            hits += prediction.className().equals(table.column("segment").text(row)) ? 1 : 0;
            assertEquals(1, prediction.probability("high") + prediction.probability("low"), 1e-6);
            float[] outputs = model.predict(preparation.features(table).row(row));
            assertEquals((double) outputs[0], prediction.probability("high"));
        }
        assertTrue(hits >= 57, hits + " of 60 hits on the training rows");

        Member member = new Member(50, 1000, "Oslo", "M", "yes", "2021-01-01", 2);
        Map<String, Object> same =
                Map.of(
                        "age",
                        50,
                        "income",
                        1000,
                        "city",
                        "Oslo",
                        "size",
                        "M",
                        "member",
                        true,
                        "joined",
                        "2021-01-01",
                        "children",
                        2);
        assertArrayEquals(predictor.predict(same).outputs(), predictor.predict(member).outputs());
        double[] results = new double[2];
        predictor.predict(member, results);
        assertArrayEquals(predictor.predict(same).outputs(), results);
        predictor.predict(same, results);
        assertArrayEquals(predictor.predict(member).outputs(), results);
    }

    @Test
    void predictsNumbersInTheUnitsOfTheTarget() {
        TableSchema ages =
                TableSchema.detect(table)
                        .withTarget("income", "children")
                        .withTargetKind(TargetKind.NUMBERS);
        int[] complete = table.rowsWith(List.of("income"));
        Table rows = table.select(complete);
        Preparation preparation = Preparation.fit(rows, ages);
        Network network = Network.of(preparation.inputs(), Layer.tanh(30), Layer.identity(2));
        Model model = train(preparation, rows, network);
        RecordPredictor predictor = RecordPredictor.of(model, preparation);
        double error = 0;
        double spread = 0;
        for (int row = 0; row < rows.rows(); row++) {
            Map<String, Double> numbers = predictor.predict(record(rows, row)).numbers();
            double income = rows.column("income").number(row);
            error += Math.abs(numbers.get("income") - income);
            spread += Math.abs(income - 30_000);
            assertEquals(List.of("income", "children"), List.copyOf(numbers.keySet()));
        }
        assertTrue(error < 0.2 * spread, error + " of " + spread);
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class,
                        () -> predictor.predict(record(rows, 0)).number());
        assertTrue(e.getMessage().contains("use numbers()"), e.getMessage());
    }

    @Test
    void predictsLabels() {
        Table labelled =
                Table.of(
                        TableColumn.ofNumbers("x", -2, -1, 1, 2),
                        TableColumn.ofTexts("positive", List.of("no", "no", "yes", "yes")),
                        TableColumn.ofNumbers("far", 1, 0, 0, 1));
        TableSchema labels = TableSchema.detect(labelled).withTarget("positive", "far");
        Preparation preparation = Preparation.fit(labelled, labels);
        Network network =
                Network.of(1, Layer.tanh(6), Layer.sigmoid(2)).withLoss(Loss.BINARY_CROSS_ENTROPY);
        Model model = train(preparation, labelled, network);
        RecordPredictor predictor = RecordPredictor.of(model, preparation);
        assertEquals(List.of("positive", "far"), predictor.predict(Map.of("x", 2)).labels());
        assertEquals(List.of(), predictor.predict(Map.of("x", -1)).labels());
        assertEquals(List.of("far"), predictor.predict(Map.of("x", -2)).labels());
        // As Model.classify and LabelMetrics: one half is not enough.
        assertEquals(
                List.of("far"),
                Prediction.of(preparation.target(), 0.5, Math.nextUp(0.5)).labels());
    }

    @Test
    void oneOutputIsTheProbabilityOfTheSecondClass() {
        Preparation preparation = Preparation.fit(MembersTable.train(table), schema);
        Prediction prediction = Prediction.of(preparation.target(), 0.25);
        assertEquals("high", prediction.className());
        assertEquals(0.25, prediction.probability("low"));
        assertThrows(
                IllegalArgumentException.class, () -> Prediction.of(preparation.target(), 1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> prediction.probability("medium"));
    }

    @Test
    void modelAndPreparationMustFit() {
        Preparation preparation = Preparation.fit(MembersTable.train(table), schema);
        Network network = Network.of(3, Layer.softmax(2));
        Model model = Model.initialize(network, Initializer.heUniform(), new RandomState(1));
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> RecordPredictor.of(model, preparation));
        assertTrue(
                e.getMessage().contains("expected " + preparation.inputs() + " inputs"),
                e.getMessage());
    }
}
