package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.pmp.shooting.AffineInvariantNewton;
import org.turnpike.pmp.shooting.ArcField;
import org.turnpike.pmp.shooting.Budget;
import org.turnpike.pmp.shooting.Flow;
import org.turnpike.pmp.shooting.Junction;
import org.turnpike.pmp.shooting.MultipointProblem;
import org.turnpike.pmp.shooting.Segmentation;
import org.turnpike.pmp.shooting.ShootingSystem;

/** Solves the maximum principle's equations for a given structure by multiple shooting. */
public final class MultipleShooting {
    /** A guess of the states is of use where segments begin. */
    private static final int SMOOTHED_SEGMENTS = 8;
    /** Smoothed problems are stepping stones, and their kinks cost many steps. */
    private static final double SMOOTHED = 1e-7;

    private final CanonicalSystem system;
    private final ShootingOptions options;
    private final Budget budget;

    public MultipleShooting(CanonicalSystem system, ShootingOptions options, Budget budget) {
        this.system = system;
        this.options = options;
        this.budget = budget;
    }

    /**
     * The extremal of a structure.
     *
     * @param start a first idea of (x, p) over the structure's horizon
     * @throws UnsupportedStructureException if the structure has no law that we can write down
     */
    public Extremal solve(ExtremalStructure structure, CanonicalGuess start) throws UnsupportedStructureException {
        List<ArcDefinition> arcs = new ArrayList<>();
        List<ArcField> fields = new ArrayList<>();
        double[] times = structure.times();
        Dependence dependence = new Dependence(system, start, times[0], times[structure.size()]);
        for (List<Mode> modes : structure.arcs()) {
            ArcDefinition arc = new ArcDefinition(system, dependence, modes);
            arcs.add(arc);
            fields.add(arc.compiled(start));
        }
        List<Junction> junctions = new ArrayList<>();
        for (int a = 0; a + 1 < arcs.size(); a++) {
            junctions.add(new Transition(
                            system,
                            dependence,
                            arcs.get(a),
                            arcs.get(a + 1),
                            structure.contacts().get(a))
                    .junction());
        }
        return solve(structure, arcs, fields, junctions, startConditions(arcs.get(0)), start, 1, options.tolerance());
    }

    /**
     * The extremal of the problem with the control that minimises H + ε|u − c|²/2 over its bounds; path constraints and bounds of states are
     * left out.
     *
     * @param epsilon relative, see {@link SmoothedField}
     * @param from t₀ of the first idea
     * @param to t_f of it
     */
    public Extremal solveSmoothed(CanonicalGuess start, double epsilon, double from, double to)
            throws UnsupportedStructureException {
        Dependence dependence = new Dependence(system, start, from, to);
        List<Mode> modes = new ArrayList<>();
        system.controls().forEach(u -> modes.add(new Mode.Interior(1)));
        ExtremalStructure structure = new ExtremalStructure(List.of(modes), new double[] {from, to}, List.of());
        ArcField field = new SmoothedField(system, dependence, start, epsilon);
        return solve(
                structure,
                List.of(),
                List.of(field),
                List.of(),
                List.of(),
                start,
                SMOOTHED_SEGMENTS,
                Math.max(options.tolerance(), SMOOTHED));
    }

    private Extremal solve(
            ExtremalStructure structure,
            List<ArcDefinition> arcs,
            List<ArcField> fields,
            List<Junction> junctions,
            List<Expression> startConditions,
            CanonicalGuess start,
            int fewestSegments,
            double tolerance)
            throws UnsupportedStructureException {
        double[] times = structure.times();
        int n = system.size();
        double from = times[0];
        double to = times[structure.size()];
        double[] first = new double[2 * n];
        double[] last = new double[2 * n];
        start.at(from, first);
        start.at(to, last);
        EndConditions ends =
                new EndConditions(system, from, Arrays.copyOf(first, n), to, Arrays.copyOf(last, n), startConditions);
        MultipointProblem problem = new MultipointProblem(
                fields,
                junctions,
                ends.function(),
                ends.multipliers(),
                ends.startFree(),
                ends.startFree() ? from : ends.start(),
                ends.endFree(),
                ends.endFree() ? to : ends.end());
        Flow flow = new Flow(scale(start, from, to), tolerance, budget);
        int[] segments = new Segmentation(flow, options.growth()).of(problem, times, start::at);
        for (int a = 0; a < segments.length; a++) {
            segments[a] = Math.max(segments[a], fewestSegments);
        }
        ShootingSystem shooting = new ShootingSystem(problem, segments, flow);
        if (shooting.equations() < shooting.unknowns()) {
            throw new UnsupportedStructureException("The structure has " + shooting.unknowns() + " unknowns and only "
                    + shooting.equations() + " conditions.");
        }
        double[] z = shooting.start(times, start::at);
        AffineInvariantNewton.Result result =
                new AffineInvariantNewton(10 * tolerance, options.iterationLimit()).solve(shooting, z);
        return new ExtremalReading(system, arcs, fields, shooting, flow, structure).of(result);
    }

    private static List<Expression> startConditions(ArcDefinition first) {
        List<Expression> conditions = new ArrayList<>();
        for (int i = 0; i < first.modes().size(); i++) {
            if (first.modes().get(i) instanceof Mode.Singular) {
                conditions.addAll(first.entry(i));
            }
        }
        return conditions;
    }

    /** The largest size of each component of the guess; components that vanish get the size of their kind, or 1. */
    private double[] scale(CanonicalGuess start, double from, double to) {
        int n = system.size();
        double[] scale = new double[2 * n];
        double[] y = new double[2 * n];
        int samples = 33;
        for (int s = 0; s < samples; s++) {
            start.at(from + (to - from) * s / (samples - 1), y);
            for (int i = 0; i < 2 * n; i++) {
                scale[i] = Math.max(scale[i], Math.abs(y[i]));
            }
        }
        // Products p_i x_i are parts of one Hamiltonian: a costate that vanishes may still be of that size.
        double energy = 0;
        for (int i = 0; i < n; i++) {
            scale[i] = scale[i] == 0 ? 1 : scale[i];
            energy = Math.max(energy, scale[i] * scale[n + i]);
        }
        for (int i = 0; i < n; i++) {
            scale[n + i] = energy == 0 ? 1 : Math.max(scale[n + i], 1e-2 * energy / scale[i]);
        }
        return scale;
    }
}
