package lanewise.internal.tier;

import lanewise.internal.parallel.Team;
import lanewise.internal.pass.GradientStep;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.TrainingStep;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Gives each tier its own copy of the classes of a {@link GradientStep}. HotSpot keeps one profile
 * per method, shared by all callers. If the tiers shared these classes, C2 would see two or three
 * receivers at each call of a kernel and try to inline the kernels of all tiers into one method,
 * which exceeds its budgets: an iris iteration on vector kernels took 1.3 to 2.2 µs with shared
 * classes, and takes 0.7 µs with its own. A run that moves to another tier also finds code that the
 * warm-up has compiled, instead of making HotSpot deoptimize the code of both.
 *
 * <p>{@link ClassCopies} makes the copies.
 */
public final class StepClasses {

    private StepClasses() {}

    /**
     * Creates a step of the classes of a tier.
     *
     * @param tier tier of the kernels
     * @param start the state to start from
     * @param largest number of rows of the largest batch
     * @param team threads that share the work
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
            throw new AssertionError("the constructor is accessible", e);
        }
    }

    /** Created on first use. */
    private static final class Vector {
        static final Optional<Constructor<?>> CONSTRUCTOR = ClassCopies.copy("Vector");
    }

    /** Created on first use. */
    private static final class Specialised {
        static final Optional<Constructor<?>> CONSTRUCTOR = ClassCopies.copy("Specialised");
    }
}
