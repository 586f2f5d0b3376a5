package lanewise.benchmarks.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Loads the JDK classes for {@link lanewise.Model#parametersSha256}, which takes about 25 ms, on
 * another processor during the training.
 */
final class Sha256Loading extends Thread {
    Sha256Loading() {
        super("sha-256-loading");
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // parametersSha256 will report it.
        }
    }
}
