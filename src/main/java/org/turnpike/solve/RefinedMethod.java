package org.turnpike.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.mesh.Mesh;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStatus;
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
import org.turnpike.solution.Sensitivity;
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
 * <p>A control that rings on a singular or boundary arc is cured by fewer degrees of freedom: it becomes linear on each interval while
 * the states are collocated at {@value #CURE_STAGES} points at least. The scheme's quadrature then sees each of its variations; those it does not see
 * are what rings. Schemes with a fixed number of points are left for {@value #CURE}.
 */
public final class RefinedMethod {
    /** The scheme for controls that ring under another: stiffly accurate, with controls of its own on each interval. */
    static final String CURE = "radau-3";

    /** Points of an interval: quadrature of their order sees all that a control of degree 1 does to states and cost. */
    private static final int CURE_STAGES = 4;

    private static final int CURE_DEGREE = 1;

    private static final double SMALL_OBJECTIVE = 1e-2;
    /** The part of the tolerance that the nonlinear program's solution may use up. */
    private static final double SOLVER_SHARE = 0.02;

    /** A part of the tolerance by which the objective moves while it stands still; the whole of it after {@value #PATIENCE} meshes. */
    private static final double IDLE = 0.1;

    private static final int PATIENCE = 6;
    private static final double BRACKET = 0.05;
    /** Intervals beside an open switch that are not merged, with a ratio that leaves them alone. */
    private static final int BESIDE = 2;

    /** A ratio by which all strategies split an interval in two. */
    private static final double HALVE = 2;

    private static final double UNTOUCHED = 0.5;
    private static final double NARROWEST_KINK = 1e-4;
    /** An error that has not fallen by this factor over two meshes stagnates. */
    private static final double PROGRESS = 0.5;
    /** While switches are not enclosed, the best of so many meshes counts. */
    private static final int WINDOW = 4;

    private final NlpSolver solver;
    private final DirectMethod method;
    private @Nullable Discrete last;

    public RefinedMethod(NlpSolver solver) {
        this.solver = solver;
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
        return solve(file, null, parseSeconds, listener, meshes);
    }

    /** The same from a solution of a similar problem, or of this one on another mesh. */
    Solution solve(
            ProblemFile file,
            @Nullable Discrete from,
            double parseSeconds,
            IterationListener listener,
            Consumer<MeshRecord> meshes) {
        RefinementSettings settings = file.transcription().refine();
        if (settings != null) {
            return new Run(file, settings, listener, meshes).solve(from, parseSeconds);
        }
        long begin = System.nanoTime();
        Discrete solved = method.discrete(
                file,
                DirectMethod.checked(file),
                file.transcription().scheme(),
                FirstMesh.of(file),
                carried(file, from, true),
                listener);
        last = solved;
        return method.solution(file, solved, parseSeconds, begin);
    }

    /**
     * The derivatives of the last solution with respect to a constant.
     *
     * @param family the file at a value of the constant
     * @return null if it is not solved
     */
    public @Nullable Sensitivity sensitivity(DoubleFunction<ProblemFile> family, String name, double value) {
        Discrete solved = last;
        return solved == null || !solved.solved() ? null : SensitivityAnalysis.of(solver, solved, family, name, value);
    }

    /** What a similar problem, or the same on another mesh, gives to start from. */
    static @Nullable Carried carried(ProblemFile file, @Nullable Discrete from, boolean dual) {
        return from == null
                ? null
                : new Carried(
                        from,
                        dual,
                        file.solver().tolerance()
                                * Math.max(1, Math.abs(from.point().objective())));
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
        private final int[] controlDegrees;
        private boolean halved;

        Run(ProblemFile file, RefinementSettings settings, IterationListener listener, Consumer<MeshRecord> told) {
            this.file = file;
            this.problem = file.problem();
            this.settings = settings;
            this.listener = listener;
            this.told = told;
            controlDegrees = new int[problem.controls().size()];
            Arrays.fill(controlDegrees, -1);
            estimate = new ErrorEstimate(problem, CompiledFunction::new);
        }

        Solution solve(@Nullable Discrete from, double parseSeconds) {
            long begin = System.nanoTime();
            OptimalControlProblem smooth = DirectMethod.checked(file);
            Discrete current = counted(method.discrete(
                    file,
                    smooth,
                    file.transcription().scheme(),
                    FirstMesh.of(file),
                    carried(file, from, true),
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
            last = current;
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
            Discrete next = counted(
                    method.discrete(file, smooth, step.scheme, step.mesh(), new Carried(current, true, gap), listener));
            if (next.solved() || !listenerAllows(next)) {
                return next;
            }
            // Multipliers from a mesh with another structure may mislead.
            return counted(method.discrete(
                    file, smooth, step.scheme, step.mesh(), new Carried(current, false, gap), listener));
        }

        private static boolean listenerAllows(Discrete stopped) {
            return stopped.point().status() != NlpStatus.INTERRUPTED;
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
            private boolean cured;
            /** Whether the next mesh has all of this one's intervals in halves. */
            private boolean halving;

            private @Nullable Mesh mesh;

            Step(Discrete solved) {
                this.solved = solved;
                trajectory = solved.trajectory().withControls(problem.controls().size());
                double[] parameters = DirectMethod.parameters(problem, solved);
                errors = estimate.of(trajectory, parameters);
                List<Arc> arcs = StructureDetection.of(problem, trajectory, parameters);
                switches = Switches.of(problem, trajectory, arcs);
                inSwitches();
                double objective = DirectMethod.objective(problem, solved.point());
                scale = Math.max(SMALL_OBJECTIVE, Math.abs(objective));
                narrowest = BRACKET * Math.sqrt(settings.tolerance());
                settled = switches.jumps().isEmpty() && switches.kinks().isEmpty()
                        || !records.isEmpty()
                                && Math.abs(objective
                                                - records.get(records.size() - 1)
                                                        .objective())
                                        <= settings.tolerance() * scale;
                record(objective);
                Ringing found = Ringing.of(problem, trajectory);
                scheme = cure(found);
                ending = cured ? null : ending();
            }

            /** Inside the window of a jump the interpolant overshoots; its cost is bounded by the window's width instead. */
            private void inSwitches() {
                for (Switch jump : switches.jumps()) {
                    for (int k = jump.first(); k <= jump.last(); k++) {
                        errors.objective()[k] = 0;
                    }
                }
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

            /** Whether the objective has stood still over two meshes: enclosing switches more closely is of no use. */
            private boolean idle() {
                int count = records.size();
                return count > 2
                        && Math.max(change(count - 1), change(count - 2))
                                <= (count > PATIENCE ? 1 : IDLE) * settings.tolerance() * scale;
            }

            private double change(int mesh) {
                return Math.abs(
                        records.get(mesh).objective() - records.get(mesh - 1).objective());
            }

            /** The next scheme; limits the degree of a control that rings and is not limited yet. */
            private String cure(@Nullable Ringing found) {
                if (found == null || controlDegrees[found.index()] >= 0) {
                    return solved.scheme();
                }
                String next = Schemes.named(solved.scheme()).variesStages() ? solved.scheme() : CURE;
                ringing += String.format(
                        Locale.ROOT,
                        "With %s, %s oscillated from point to point (by about %.2g) from t = %.4g to %.4g: "
                                + "it is linear on each interval now, and the scheme %s. ",
                        solved.scheme(),
                        found.control(),
                        found.amplitude(),
                        found.from(),
                        found.to(),
                        next);
                controlDegrees[found.index()] = CURE_DEGREE;
                cured = true;
                return next;
            }

            /** A sentence if this is the last mesh, else null. */
            private @Nullable String ending() {
                int count = records.size();
                double measure = measures.get(count - 1);
                boolean good = measure <= 1 && settled && (allEnclosed() || idle());
                halving = good && !confirmed();
                if (good && !halving) {
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
                if (stuck()) {
                    return notReached("no mesh of the last " + WINDOW + " has half the error of those before");
                }
                if (count > 2
                        && measure > 1
                        && measure > PROGRESS * measures.get(count - 3)
                        && records.get(count - 3).scheme().equals(solved.scheme())
                        && settled
                        && allEnclosed()) {
                    return notReached("the error has not fallen by half over the last two meshes");
                }
                if (mesh().intervals() > cap()) {
                    return notReached(
                            "the next mesh would have " + mesh().intervals() + " intervals, more than " + cap());
                }
                return null;
            }

            /**
             * What a limit on a control's degree costs is in no residual: it is small if the objective does not change on intervals half as long.
             */
            private boolean confirmed() {
                return Arrays.stream(controlDegrees).allMatch(degree -> degree < 0)
                        || halved && change(records.size() - 1) <= settings.tolerance() * scale;
            }

            /** Whether switches keep moving and the error with them. */
            private boolean stuck() {
                int recent = measures.size() - WINDOW;
                if (recent < 2 || !records.get(recent - 1).scheme().equals(solved.scheme())) {
                    return false;
                }
                double before = Collections.min(measures.subList(0, recent));
                double now = Collections.min(measures.subList(recent, measures.size()));
                return now > 1 && now > PROGRESS * before;
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
                halved = halving;
                MeshStrategy strategy = strategy(scheme);
                double[] ratios = errors.ratios(settings.tolerance(), settings.tolerance() * scale, strategy.inside());
                for (Switch jump : switches.jumps()) {
                    if (!enclosed(jump)) {
                        // The smear's error goes away with its width.
                        int last = Math.min(ratios.length - 1, jump.last() + BESIDE);
                        for (int k = Math.max(0, jump.first() - BESIDE); k <= last; k++) {
                            boolean within = jump.first() <= k && k <= jump.last();
                            ratios[k] = within ? 1 : Math.max(UNTOUCHED, ratios[k]);
                        }
                    }
                }
                if (halving) {
                    Arrays.fill(ratios, HALVE);
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
                Mesh split = cured
                        ? withStages(solved.mesh(), CURE_STAGES)
                        : strategy.next(solved.mesh(), trajectory, ratios);
                Mesh base = Switches.released(split, brackets);
                brackets = switches.brackets(narrowest);
                return Switches.enclose(base, brackets).limiting(controlDegrees);
            }

            private Mesh withStages(Mesh old, int least) {
                int[] stages = new int[old.intervals()];
                for (int k = 0; k < stages.length; k++) {
                    stages[k] = Math.max(old.stages(k), least);
                }
                return new Mesh(old.fractions(), stages, old.kept());
            }
        }
    }
}
