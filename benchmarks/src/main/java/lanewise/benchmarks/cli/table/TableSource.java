package lanewise.benchmarks.cli.table;

import lanewise.table.Table;
import lanewise.table.TableSchema;

import java.util.ArrayList;
import java.util.List;

/**
 * What a file of any columns holds.
 *
 * @param table the rows that have a target
 * @param schema the columns
 * @param remarks what was left out, in a line each
 */
public record TableSource(Table table, TableSchema schema, List<String> remarks) {
    /** Copies the list. */
    public TableSource {
        remarks = List.copyOf(remarks);
    }

    /** The same with a remark more. */
    TableSource withRemark(String remark) {
        List<String> all = new ArrayList<>(remarks);
        all.add(remark);
        return new TableSource(table, schema, all);
    }
}
