package lanewise.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.Cases;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/**
 * Randomly changed files are rejected with a {@link ModelFileException} and nothing else. The
 * system property {@code lanewise.testScale} multiplies their number.
 */
class SavedModelFuzzTest {
    private static final int FILES = 15_000 * Cases.SCALE;

    @Test
    void rejectsChangedFiles() throws IOException {
        Random random = new Random(1);
        byte[][] files = {
            SavedFiles.bytes(SavedFiles.small()),
            SavedFiles.bytes(SavedFiles.named()),
            SavedFiles.bytes(SavedFiles.training())
        };
        int rejected = 0;
        for (int k = 0; k < FILES; k++) {
            byte[] file = files[k % files.length];
            byte[] changed = changed(file, random);
            if (Arrays.equals(file, changed)) {
                continue;
            }
            try {
                SavedFiles.read(changed);
                throw new AssertionError("accepted, change " + k);
            } catch (ModelFileException e) {
                rejected++;
            }
        }
        assertTrue(rejected > 0.95 * FILES, rejected + " rejected");
    }

    /** The checksum is updated, so that later checks are reached. */
    @Test
    void changedFilesWithValidChecksumsAreRejectedOrModels() throws IOException {
        Random random = new Random(2);
        byte[][] files = {
            SavedFiles.bytes(SavedFiles.named()), SavedFiles.bytes(SavedFiles.training())
        };
        int rejected = 0;
        int models = 0;
        int checkpoints = 0;
        for (int k = 0; k < FILES; k++) {
            try {
                byte[] changed = changed(files[k % files.length], random);
                SavedModel read = SavedFiles.read(SavedFiles.withChecksum(changed));
                assertEquals(3 - k % 2, read.model().network().inputs());
                if (read.checkpoint().isPresent()) {
                    checkpoints++;
                }
                models++;
            } catch (ModelFileException e) {
                rejected++;
            }
        }
        assertTrue(
                rejected > 0.3 * FILES && models > FILES / 30, rejected + " rejected, " + models);
        assertTrue(checkpoints > FILES / 30, checkpoints + " checkpoints");
    }

    static byte[] changed(byte[] file, Random random) {
        byte[] changed = file.clone();
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int at = random.nextInt(changed.length);
            int length = 1 + random.nextInt(Math.min(40, changed.length - at));
            switch (random.nextInt(7)) {
                case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> changed[at] = (byte) random.nextInt(256);
                case 2 ->
                        changed[at] =
                                (byte) "0123456789\"{}[]:,-.eE\\ tf".charAt(random.nextInt(25));
                case 3 -> changed = Arrays.copyOf(changed, at + 1);
                case 4 -> { // cut out
                    byte[] shorter = new byte[changed.length - length];
                    System.arraycopy(changed, 0, shorter, 0, at);
                    System.arraycopy(
                            changed, at + length, shorter, at, changed.length - at - length);
                    changed = shorter.length == 0 ? new byte[1] : shorter;
                }
                case 5 -> { // duplicate
                    byte[] longer = new byte[changed.length + length];
                    System.arraycopy(changed, 0, longer, 0, at + length);
                    System.arraycopy(changed, at, longer, at + length, changed.length - at);
                    changed = longer;
                }
                default -> { // overwrite
                    int to = random.nextInt(changed.length - length + 1);
                    System.arraycopy(changed, at, changed, to, length);
                }
            }
        }
        return changed;
    }
}
