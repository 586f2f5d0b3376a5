package lanewise.internal.tier;

import lanewise.internal.parallel.Team;
import lanewise.internal.pass.GradientStep;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.TrainingStep;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * The classes of a {@link GradientStep}, once for each tier. HotSpot keeps one profile of a method,
 * whoever calls it. Were the tiers to share these classes, C2 would find two or three receivers at
 * each call of a kernel and try to inline the kernels of all tiers into one method, which exceeds
 * its budgets: an iris iteration by vector kernels took 1.3 to 2.2 µs so, and takes 0.7 in classes
 * of its own. Moreover a run that moves to another tier then finds code that the warm-up has had
 * compiled, instead of making HotSpot throw away what both use.
 *
 * <p>{@link ClassCopies} makes the copies.
 */
public final class StepClasses {

    private StepClasses() {}

    /**
     * A step in the classes of a tier.
     *
     * @param tier which
     * @param start where it starts from
     * @param largest the samples of the largest batch, with padding
     * @param team who shares the work
     */
    public static TrainingStep step(TierChoice tier, StepState start, int largest, Team team) {
        Optional<Constructor<?>> copied =
                switch (tier) {
                    case AUTO, SCALAR -> Optional.empty();
                    case VECTOR -> Vector.CONSTRUCTOR;
                    case SPECIALISED -> Specialised.CONSTRUCTOR;
                };
        if (copied.isEmpty()) {
            return new GradientStep(start, largest, team);
        }
        try {
            return (TrainingStep) copied.get().newInstance(start, largest, team);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new AssertionError("the constructor declares no exception", e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the constructor is of this package", e);
        }
    }

    /** Made at first use. */
    private static final class Vector {
        static final Optional<Constructor<?>> CONSTRUCTOR = ClassCopies.copy("Vector");
    }

    /** Made at first use. */
    private static final class Specialised {
        static final Optional<Constructor<?>> CONSTRUCTOR = ClassCopies.copy("Specialised");
    }
}
