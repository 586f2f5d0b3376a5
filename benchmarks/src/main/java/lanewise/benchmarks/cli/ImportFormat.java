package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.UserError;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The formats of {@code import}, recognised by the first bytes of a file. */
enum ImportFormat {
    ONNX,
    SAFETENSORS,
    NPZ;

    private static final byte[] ZIP = {'P', 'K'};
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
    private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final byte[] PICKLE = {(byte) 0x80};

    /** Positions in the header of a zip file's first entry. */
    private static final int ZIP_NAME_LENGTH = 26;

    private static final int ZIP_NAME = 30;

    /** Tags of the fields of ONNX's ModelProto, 1 to 8, 14, 20 and 25: a file begins with one. */
    private static final String ONNX_FIELDS = "\u0008\u0012\u001a\"(2:Br\u00a2\u00ca";

    /**
     * Recognises a file.
     *
     * @throws UserError if it has another format; where a framework writes it, the message names
     *     what to save instead
     */
    static ImportFormat of(Path file) throws IOException, UserError {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(256);
        }
        if (begins(head, ZIP)) {
            if (isTorch(head)) {
                throw new UserError(
                        file
                                + " is pickled by torch.save: save the state_dict with"
                                + " safetensors.torch.save_file");
            }
            return NPZ;
        }
        if (begins(head, HDF5)) {
            throw new UserError(
                    file
                            + " is an HDF5 file: in Keras, save the weights with"
                            + " np.savez(file, *model.get_weights())");
        }
        if (begins(head, NPY)) {
            throw new UserError(
                    file + " is a single array: save all arrays in one file with np.savez");
        }
        if (begins(head, PICKLE)) {
            throw new UserError(
                    file
                            + " is a pickled object, which can run any code: save arrays with"
                            + " np.savez, or export to ONNX");
        }
        // The length of the header, 8 bytes, fits in 4; then the header.
        boolean header = head.length > 8 && head[8] == '{';
        boolean length = header && Arrays.equals(head, 4, 8, new byte[4], 0, 4);
        if (length) {
            return SAFETENSORS;
        }
        if (head.length == 0 || ONNX_FIELDS.indexOf(head[0] & 0xff) < 0) {
            throw new UserError(
                    file + " is neither an ONNX model nor a safetensors or .npz file: see --help");
        }
        return ONNX;
    }

    private static boolean begins(byte[] head, byte[] signature) {
        return head.length >= signature.length
                && Arrays.equals(head, 0, signature.length, signature, 0, signature.length);
    }

    /** torch.save writes {@code NAME/data.pkl} first. */
    private static boolean isTorch(byte[] head) {
        if (head.length < ZIP_NAME) {
            return false;
        }
        int length = head[ZIP_NAME_LENGTH] & 0xff | (head[ZIP_NAME_LENGTH + 1] & 0xff) << 8;
        int end = Math.min(head.length, ZIP_NAME + length);
        String name = new String(head, ZIP_NAME, end - ZIP_NAME, StandardCharsets.UTF_8);
        return name.endsWith("/data.pkl");
    }
}
