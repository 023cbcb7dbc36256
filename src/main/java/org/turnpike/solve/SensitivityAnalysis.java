package org.turnpike.solve;

import java.util.function.DoubleFunction;
import org.turnpike.nlp.KktSensitivity;
import org.turnpike.nlp.Multipliers;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Sensitivity;
import org.turnpike.solution.Trajectory;
import org.turnpike.solve.DirectMethod.Discrete;
import org.turnpike.transcription.Schemes;
import org.turnpike.transcription.Transcription;

/** Differentiates a solution on its last mesh with respect to a constant of the file: the program's first-order conditions ({@link KktSensitivity}), read back as curves. */
final class SensitivityAnalysis {
    private SensitivityAnalysis() {}

    /** Relative to |θ|, or to 1 for θ = 0. */
    private static final double STEP = 1e-3;

    /**
     * Differentiates a solution.
     *
     * @param solved the last mesh of the file's solution
     * @param family the file at a value of the constant
     */
    static Sensitivity of(
            NlpSolver solver, Discrete solved, DoubleFunction<ProblemFile> family, String name, double theta) {
        double step = STEP * (theta == 0 ? 1 : Math.abs(theta));
        DoubleFunction<Transcription> transcriptions = value ->
                Schemes.named(solved.scheme()).transcribe(DirectMethod.checked(family.apply(value)), solved.mesh());
        KktSensitivity kkt = KktSensitivity.of(
                solver, solved.point(), value -> transcriptions.apply(value).program(), theta, step);
        ProblemFile file = family.apply(theta);
        int controlCount = file.problem().controls().size();
        double half = step / 10;
        Moved up = moved(transcriptions, solved, kkt, theta, half);
        Moved down = moved(transcriptions, solved, kkt, theta, -half);
        Trajectory a = up.trajectory().withControls(controlCount);
        Trajectory b = down.trajectory().withControls(controlCount);
        Trajectory here = solved.trajectory().withControls(controlCount);
        return new Sensitivity(
                name,
                theta,
                (file.problem().objective().maximize() ? -1 : 1) * kkt.objective(),
                (up.end() - down.end()) / (2 * half),
                difference(
                        up.parameters(),
                        down.parameters(),
                        half,
                        file.problem().parameters().size()),
                here.mesh().clone(),
                difference(a.mesh(), b.mesh(), half, a.mesh().length),
                difference(a.states(), b.states(), half, a.states().length),
                firstControls(a, b, half),
                difference(a.costates(), b.costates(), half, a.costates().length),
                kkt.isolated(),
                kkt.weak());
    }

    private record Moved(Trajectory trajectory, double end, double[] parameters) {}

    /** The solution at θ + h to first order. */
    private static Moved moved(
            DoubleFunction<Transcription> transcriptions, Discrete solved, KktSensitivity kkt, double theta, double h) {
        Transcription there = transcriptions.apply(theta + h);
        Multipliers at = solved.point().multipliers();
        double[] z = sum(solved.point().z(), kkt.z(), h);
        Multipliers multipliers = new Multipliers(sum(at.constraints(), kkt.constraints(), h), at.lower(), at.upper());
        return new Moved(there.trajectory(z, multipliers), there.endTime(z), there.parameters(z));
    }

    private static double[] sum(double[] a, double[] b, double h) {
        double[] result = a.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += h * b[i];
        }
        return result;
    }

    private static double[] difference(double[] a, double[] b, double half, int count) {
        double[] result = new double[count];
        for (int i = 0; i < count; i++) {
            result[i] = (a[i] - b[i]) / (2 * half);
        }
        return result;
    }

    private static double[] firstControls(Trajectory a, Trajectory b, double half) {
        int nu = a.controlCount();
        double[] result = new double[a.intervals() * nu];
        double[] up = new double[nu];
        double[] down = new double[nu];
        for (int k = 0; k < a.intervals(); k++) {
            a.control(k, a.mesh()[k], up);
            b.control(k, b.mesh()[k], down);
            for (int i = 0; i < nu; i++) {
                result[k * nu + i] = (up[i] - down[i]) / (2 * half);
            }
        }
        return result;
    }
}
