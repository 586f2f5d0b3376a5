package lanewise.kernel;

/** What describes a stage, and writes it. Stages of equal descriptions are alike. */
interface StageCode {

    /**
     * Writes the stage.
     *
     * @return its class, not yet defined
     */
    StageClass write();
}
