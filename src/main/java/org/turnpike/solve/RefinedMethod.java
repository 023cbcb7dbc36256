package org.turnpike.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.mesh.Mesh;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.RefinementSettings;
import org.turnpike.refinement.DegreeRefinement;
import org.turnpike.refinement.ErrorEstimate;
import org.turnpike.refinement.IntervalSplitting;
import org.turnpike.refinement.LocalErrors;
import org.turnpike.refinement.MeshStrategy;
import org.turnpike.refinement.Ringing;
import org.turnpike.refinement.Switch;
import org.turnpike.refinement.Switches;
import org.turnpike.solution.MeshRecord;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;
import org.turnpike.solution.StructureDetection;
import org.turnpike.solution.Trajectory;
import org.turnpike.solve.DirectMethod.Carried;
import org.turnpike.solve.DirectMethod.Discrete;
import org.turnpike.transcription.Scheme;
import org.turnpike.transcription.Schemes;

/**
 * Direct transcription on a sequence of meshes, each made from the errors on the one before and started from its solution, until
 *
 * <ul>
 *   <li>the relative local error of the states is within the tolerance on each interval,
 *   <li>the estimated error of the objective is within the tolerance, relative to the objective (to 0.01 if that is smaller),
 *   <li>jumps of controls are enclosed by intervals whose width is a twentieth of the tolerance's square root, and
 *   <li>if the control has several arcs, the objective has settled from the last mesh to this one.
 * </ul>
 *
 * <p>A control that rings on a singular or boundary arc is cured by going over to {@value #CURE}.
 */
public final class RefinedMethod {
    /** The scheme for controls that ring under another: stiffly accurate, with controls of their own on each interval. */
    static final String CURE = "radau-3";

    private static final double SMALL_OBJECTIVE = 1e-2;
    /** The part of the tolerance that the nonlinear program's solution may use up. */
    private static final double SOLVER_SHARE = 0.02;

    private static final double BRACKET = 0.05;
    private static final double NARROWEST_KINK = 1e-4;
    /** An error that has not fallen by this factor over two meshes stagnates. */
    private static final double PROGRESS = 0.5;

    private final DirectMethod method;

    public RefinedMethod(NlpSolver solver) {
        method = new DirectMethod(solver);
    }

    /**
     * From a problem to a checked solution, refined if the file's settings say so.
     *
     * @param parseSeconds spent on reading the file, for the report
     * @param listener told of each iteration on each mesh; may stop the solver
     * @param meshes told of each mesh
     * @throws org.turnpike.problem.InputException as {@link DirectMethod#solve}
     */
    public Solution solve(
            ProblemFile file, double parseSeconds, IterationListener listener, Consumer<MeshRecord> meshes) {
        RefinementSettings settings = file.transcription().refine();
        if (settings == null) {
            return method.solve(file, parseSeconds, listener);
        }
        return new Run(file, settings, listener, meshes).solve(parseSeconds);
    }

    /** One refinement. */
    private final class Run {
        private final ProblemFile file;
        private final OptimalControlProblem problem;
        private final RefinementSettings settings;
        private final IterationListener listener;
        private final Consumer<MeshRecord> told;
        private final ErrorEstimate estimate;
        private final List<MeshRecord> records = new ArrayList<>();
        private final List<Double> measures = new ArrayList<>();
        private double transcribeSeconds;
        private double solveSeconds;
        private int iterations;
        private double[] brackets = new double[0];
        private String ringing = "";

        Run(
                ProblemFile file,
                RefinementSettings settings,
                IterationListener listener,
                Consumer<MeshRecord> told) {
            this.file = file;
            this.problem = file.problem();
            this.settings = settings;
            this.listener = listener;
            this.told = told;
            estimate = new ErrorEstimate(problem, CompiledFunction::new);
        }

        Solution solve(double parseSeconds) {
            long begin = System.nanoTime();
            OptimalControlProblem smooth = DirectMethod.checked(file);
            Discrete current = counted(method.discrete(
                    file,
                    smooth,
                    file.transcription().scheme(),
                    DirectMethod.firstMesh(file.transcription()),
                    null,
                    listener));
            String sentence = "";
            while (current.solved()) {
                Step step = new Step(current);
                if (step.ending != null) {
                    sentence = step.ending;
                    break;
                }
                Discrete next = next(smooth, current, step);
                if (!next.solved()) {
                    sentence = String.format(
                            Locale.ROOT,
                            "This is the solution on %d intervals; on a finer mesh of %d: %s",
                            current.mesh().intervals(),
                            next.mesh().intervals(),
                            next.point().reason());
                    break;
                }
                current = next;
            }
            return finished(method.solution(file, current, parseSeconds, begin), sentence, parseSeconds, begin);
        }

        private Discrete counted(Discrete discrete) {
            transcribeSeconds += discrete.transcribeSeconds();
            solveSeconds += discrete.point().seconds();
            iterations += discrete.point().iterations();
            return discrete;
        }

        private Discrete next(OptimalControlProblem smooth, Discrete current, Step step) {
            double gap = SOLVER_SHARE * settings.tolerance() * step.scale;
            Discrete next = counted(method.discrete(
                    file, smooth, step.scheme, step.mesh(), new Carried(current, true, gap), listener));
            if (next.solved() || !listenerAllows(next)) {
                return next;
            }
            // Multipliers from a mesh with another structure may mislead.
            return counted(method.discrete(
                    file, smooth, step.scheme, step.mesh(), new Carried(current, false, gap), listener));
        }

        private static boolean listenerAllows(Discrete stopped) {
            return stopped.point().status() != org.turnpike.nlp.NlpStatus.INTERRUPTED;
        }

        private Solution finished(Solution last, String sentence, double parseSeconds, long begin) {
            String reason = (last.reason() + " " + ringing + sentence).strip();
            return new Solution(
                    last.problem(),
                    last.status(),
                    reason,
                    last.objective(),
                    last.startTime(),
                    last.finalTime(),
                    last.parameters(),
                    last.trajectory(),
                    last.solver(),
                    iterations,
                    new Solution.Timing(
                            parseSeconds,
                            transcribeSeconds,
                            solveSeconds,
                            parseSeconds + DirectMethod.secondsSince(begin)),
                    last.discretization(),
                    last.structure(),
                    last.verification(),
                    records);
        }

        /** What one mesh's solution says: whether it is good enough, and what the next mesh is. */
        private final class Step {
            private final Discrete solved;
            private final Trajectory trajectory;
            private final LocalErrors errors;
            private final Switches switches;
            private final double scale;
            private final double narrowest;
            private final boolean settled;
            private final String scheme;
            private final @Nullable String ending;
            private @Nullable Mesh mesh;

            Step(Discrete solved) {
                this.solved = solved;
                trajectory = solved.trajectory().withControls(problem.controls().size());
                double[] parameters = DirectMethod.parameters(problem, solved);
                errors = estimate.of(trajectory, parameters);
                List<Arc> arcs = StructureDetection.of(problem, trajectory, parameters);
                switches = Switches.of(problem, trajectory, arcs);
                double objective = DirectMethod.objective(problem, solved.point());
                scale = Math.max(SMALL_OBJECTIVE, Math.abs(objective));
                narrowest = BRACKET * Math.sqrt(settings.tolerance());
                settled = switches.jumps().isEmpty() && switches.kinks().isEmpty()
                        || !records.isEmpty()
                                && Math.abs(objective - records.get(records.size() - 1).objective())
                                        <= settings.tolerance() * scale;
                record(objective);
                Ringing found = Ringing.of(problem, trajectory, arcs);
                scheme = cure(found);
                ending = scheme.equals(solved.scheme()) ? ending() : null;
            }

            private Mesh mesh() {
                Mesh known = mesh;
                if (known == null) {
                    known = newMesh();
                    mesh = known;
                }
                return known;
            }

            private MeshStrategy strategy(String name) {
                Scheme used = Schemes.named(name);
                return used.variesStages()
                        ? new DegreeRefinement(used.ownStages())
                        : new IntervalSplitting(used.order());
            }

            private double stateError() {
                return errors.largest(strategy(solved.scheme()).inside());
            }

            private void record(double objective) {
                int least = Integer.MAX_VALUE;
                int most = 0;
                for (int k = 0; k < trajectory.intervals(); k++) {
                    int degree = trajectory.slopePoints().of(k).length;
                    least = Math.min(least, degree);
                    most = Math.max(most, degree);
                }
                MeshRecord record = new MeshRecord(
                        solved.scheme(),
                        solved.mesh().intervals(),
                        least,
                        most,
                        stateError(),
                        errors.objectiveError() / scale,
                        objective,
                        (int) switches.jumps().stream().filter(this::enclosed).count(),
                        solved.point().iterations(),
                        solved.point().seconds());
                records.add(record);
                told.accept(record);
                measures.add(Math.max(record.error(), record.objectiveError()) / settings.tolerance());
            }

            private boolean enclosed(Switch jump) {
                return jump.width() <= 1.01 * narrowest;
            }

            private boolean allEnclosed() {
                return switches.jumps().stream().allMatch(this::enclosed);
            }

            private String cure(@Nullable Ringing found) {
                if (found == null) {
                    return solved.scheme();
                }
                boolean curable = !Schemes.named(solved.scheme()).variesStages();
                String where = String.format(
                        Locale.ROOT,
                        "%s oscillated from point to point (by about %.2g) on the arc from t = %.4g to %.4g",
                        found.control(),
                        found.amplitude(),
                        found.from(),
                        found.to());
                if (curable) {
                    ringing = where + " with " + solved.scheme() + "; " + CURE + " replaced it. ";
                }
                return curable ? CURE : solved.scheme();
            }

            /** A sentence if this is the last mesh, else null. */
            private @Nullable String ending() {
                int count = records.size();
                double measure = measures.get(count - 1);
                if (measure <= 1 && settled && allEnclosed()) {
                    return String.format(
                            Locale.ROOT,
                            "The mesh is fine enough for the tolerance %.0e (%d %s).",
                            settings.tolerance(),
                            count,
                            count == 1 ? "mesh" : "meshes");
                }
                if (count >= settings.meshes()) {
                    return notReached("after " + count + " meshes");
                }
                if (count > 2
                        && measure > 1
                        && measure > PROGRESS * measures.get(count - 3)
                        && records.get(count - 3).scheme().equals(solved.scheme())
                        && settled) {
                    return notReached("the error has not fallen by half over the last two meshes");
                }
                if (mesh().intervals() > cap()) {
                    return notReached("the next mesh would have " + mesh().intervals() + " intervals, more than "
                            + cap());
                }
                return null;
            }

            private int cap() {
                return Math.max(settings.intervals(), file.transcription().intervals());
            }

            private String notReached(String why) {
                MeshRecord last = records.get(records.size() - 1);
                return String.format(
                        Locale.ROOT,
                        "The tolerance %.0e is not reached: %s (error of the states %.1e, of the objective %.1e).",
                        settings.tolerance(),
                        why,
                        last.error(),
                        last.objectiveError());
            }

            private Mesh newMesh() {
                MeshStrategy strategy = strategy(scheme);
                double[] ratios =
                        errors.ratios(settings.tolerance(), settings.tolerance() * scale, strategy.inside());
                for (Switch jump : switches.jumps()) {
                    if (!enclosed(jump)) {
                        // The smear's error goes away with its width.
                        for (int k = jump.first(); k <= jump.last(); k++) {
                            ratios[k] = 1;
                        }
                    }
                }
                for (int k = 0; k < ratios.length; k++) {
                    if (solved.mesh().width(k) <= 1.01 * narrowest) {
                        ratios[k] = 1;
                    }
                }
                if (!settled) {
                    for (int kink : switches.kinks()) {
                        if (solved.mesh().width(kink) > NARROWEST_KINK) {
                            ratios[kink] = Math.max(2, ratios[kink]);
                        }
                    }
                }
                Mesh split = scheme.equals(solved.scheme())
                        ? strategy.next(solved.mesh(), trajectory, ratios)
                        : solved.mesh();
                Mesh base = Switches.released(split, brackets);
                brackets = switches.brackets(narrowest);
                return Switches.enclose(base, brackets);
            }
        }
    }
}
