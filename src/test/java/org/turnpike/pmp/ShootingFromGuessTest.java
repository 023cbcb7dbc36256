package org.turnpike.pmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Solution;
import org.turnpike.solve.IndirectMethod;

/** Shooting without a direct solution, from perturbed ones, and where it must fail. */
class ShootingFromGuessTest {
    private static ShootingResult fromGuess(String name, ShootingOptions options) {
        return new IndirectMethod(options).solve(PackProblem.file(name), 0);
    }

    @ParameterizedTest
    @CsvSource({
        "double-integrator-energy, 6, 1e-10",
        "lqr-hager, 0.380797077977882, 1e-10",
        "lqr-riccati, 0.673999045914617, 1e-10",
        "mixed-constraint, -0.632120558828558, 1e-9",
        "hull-parameter, 0.216346153846154, 1e-10",
        "exponential-fuel, 0.458675145387082, 1e-10",
        "double-integrator-fuel, 2.76393202250021, 1e-10",
        "double-integrator-time, 2, 1e-10",
        "nonsmooth-turnpike, 0.375, 1e-10",
        "state-time-constraint, 0.1698205363, 1e-9",
        "van-der-pol, 1.0478069082, 1e-9",
        "rayleigh, 29.376079656, 1e-8"
    })
    @Tag("slow")
    void solvesFromTheFilesGuessAlone(String name, double objective, double tolerance) {
        Solution solution = fromGuess(name, ShootingOptions.DEFAULT).solution();
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertEquals(objective, solution.objective(), tolerance);
    }

    @Test
    void saysWhyItCannot() {
        // With p = 0 the Hamiltonian vanishes for every horizon: the iteration runs off to T = 0.
        Solution solution = fromGuess("moving-target", ShootingOptions.DEFAULT).solution();
        assertFalse(solution.status().solved());
        assertTrue(solution.reason().contains("too far from a solution"), solution.reason());
    }

    @Test
    void stopsAtItsLimits() {
        ShootingOptions few = new ShootingOptions(1e-11, 100, 2_000, 60, 1e3);
        Solution limited = fromGuess("nonsmooth-turnpike", few).solution();
        assertFalse(limited.status().solved());
        assertTrue(limited.reason().contains("limit"), limited.reason());
        ShootingOptions instant = new ShootingOptions(1e-11, 100, 50_000_000, 0, 1e3);
        long begin = System.nanoTime();
        assertFalse(fromGuess("cart-pole", instant).solution().status().solved());
        assertTrue((System.nanoTime() - begin) * 1e-9 < 10);
    }

    /** Costates off by up to 10 % and times by 5 %, at random from seeds. */
    @ParameterizedTest
    @ValueSource(
            strings = {"goddard-speed-limit", "double-integrator-fuel", "nonsmooth-turnpike", "rayleigh", "moon-lander"
            })
    @Tag("slow")
    void convergesFromPerturbedStarts(String name) throws UnsupportedStructureException {
        ProblemFile file = PackProblem.file(name);
        Solution direct = PackProblem.direct(file);
        CanonicalSystem system = new CanonicalSystem(file.problem());
        ExtremalStructure structure = StructureOfSolution.of(system, direct);
        GuessFromSolution exact = new GuessFromSolution(system, direct);
        for (int seed = 1; seed <= 3; seed++) {
            java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
            double[] factor = random.doubles(2L * system.size(), -0.1, 0.1).toArray();
            double[] times = structure.times();
            for (int a = 1; a < times.length - 1; a++) {
                times[a] *= 1 + 0.1 * (random.nextDouble() - 0.5);
            }
            CanonicalGuess perturbed = new CanonicalGuess() {
                @Override
                public void at(double t, double[] y) {
                    exact.at(t, y);
                    for (int i = system.size(); i < y.length; i++) {
                        y[i] *= 1 + factor[i];
                    }
                }

                @Override
                public double[] controls(double t) {
                    return exact.controls(t);
                }
            };
            Extremal extremal = new MultipleShooting(
                            system, ShootingOptions.DEFAULT, new org.turnpike.pmp.shooting.Budget(10_000_000, 60))
                    .solve(new ExtremalStructure(structure.arcs(), times, structure.contacts()), perturbed);
            assertTrue(extremal.converged(), name + ", seed " + seed + ": " + extremal.status());
            assertEquals(direct.objective(), extremal.objective(), 1e-4 * Math.max(1, Math.abs(direct.objective())));
        }
    }

    /** Without its singular arc the shooting equations have a solution (one switch at t = 1.25), but not one that minimises H. */
    @Test
    void rejectsAStructureThatLacksAnArc() {
        ProblemFile file = PackProblem.file("nonsmooth-turnpike");
        Solution direct = PackProblem.direct(file);
        Solution without = new Solution(
                direct.problem(),
                direct.status(),
                direct.reason(),
                direct.objective(),
                direct.startTime(),
                direct.finalTime(),
                direct.parameters(),
                direct.trajectory(),
                direct.solver(),
                direct.iterations(),
                direct.timing(),
                direct.discretization(),
                java.util.List.of(
                        new Solution.Arc(0, 1, "bang", "u at its lower bound"),
                        new Solution.Arc(1, 2, "bang", "u at its upper bound")),
                direct.verification());
        Solution solution = new IndirectMethod(ShootingOptions.DEFAULT)
                .solve(file, without, 0)
                .solution();
        assertFalse(solution.status().solved());
        assertTrue(solution.reason().contains("does not minimise the Hamiltonian"), solution.reason());
        assertEquals(1.25, PackProblem.switches(solution.structure(), 0)[0], 1e-9);
    }

    @Test
    void refusesWhatItCannotWriteDown() {
        Solution solution = new IndirectMethod(ShootingOptions.DEFAULT)
                .solve(PackProblem.file("quadrotor"), PackProblem.direct(PackProblem.file("quadrotor")), 0)
                .solution();
        assertFalse(solution.status().solved());
        assertTrue(solution.reason().contains("no law in closed form"), solution.reason());
    }
}
