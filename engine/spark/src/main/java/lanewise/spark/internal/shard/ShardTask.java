package lanewise.spark.internal.shard;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

import lanewise.Model;
import lanewise.shard.GradientSum;
import lanewise.shard.Gradients;
import lanewise.shard.ShardPlan;
import lanewise.shard.ShardRows;
import lanewise.shard.SumTree;
import lanewise.spark.internal.training.RowTable;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Some shards of a training, as an executor keeps them from step to step: their rows, and the
 * engine's working memory for them. Spark holds the rows in memory if it can, otherwise on disk or
 * computes them again; the working memory is then made anew, and nothing changes but the time.
 */
@DefaultSerializer(JavaSerializer.class) // Kryo cannot read records
final class ShardTask implements Serializable {
    private static final long serialVersionUID = 1;

    private final ShardSetup setup;
    private final int firstShard;
    private final int endShard;
    private final RowTable rows;

    // Working memory, made by the first step. A killed attempt of a task may still run when the
    // next one begins: all uses are synchronized.
    private transient Gradients gradients;
    private transient SumTree tree;
    private transient List<ShardRows> shards;

    ShardTask(ShardSetup setup, int firstShard, int endShard, RowTable rows) {
        this.setup = setup;
        this.firstShard = firstShard;
        this.endShard = endShard;
        this.rows = rows;
    }

    /**
     * Computes the sums of the shards in a step, folded as far as their tree allows.
     *
     * @return first shard of each block, the shard after its last, and its sum, one after the other
     */
    synchronized byte[] sums(float[] parameters, int iteration) {
        if (tree == null) {
            prepare();
        }
        tree.clear();
        for (int shard = firstShard; shard < endShard; shard++) {
            GradientSum sum = tree.unused();
            if (shards.isEmpty()) {
                sum.clear();
            } else {
                gradients.sum(parameters, shards.get(shard - firstShard), iteration, true, sum);
            }
            tree.add(shard, sum);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (SumTree.Block block : tree.blocks()) {
                out.writeInt(block.begin());
                out.writeInt(block.end());
                block.sum().write(out);
            }
        } catch (IOException e) {
            throw new AssertionError("an array cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private void prepare() {
        ShardPlan plan = setup.plan();
        Model start = setup.settings().start();
        tree = new SumTree(start.network(), setup.shards());
        shards = new ArrayList<>();
        if (rows.rows() == 0) {
            return; // there are more shards than rows
        }
        gradients =
                Gradients.of(start, rows.data(setup.settings().labelNames()))
                        .withWeights(rows.weights())
                        .withPlan(plan);
        for (int shard = firstShard; shard < endShard; shard++) {
            shards.add(gradients.shard(shard, plan.begin(shard) - plan.begin(firstShard)));
        }
    }
}
