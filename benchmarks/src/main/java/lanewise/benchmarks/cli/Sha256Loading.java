package lanewise.benchmarks.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Loads what {@link lanewise.Model#parametersSha256} needs of the JDK, which takes some 25 ms: on
 * another processor it is done before the training is.
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
            // Whoever needs the digest will say so.
        }
    }
}
