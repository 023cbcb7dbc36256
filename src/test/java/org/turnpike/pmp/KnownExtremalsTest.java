package org.turnpike.pmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Solution;
import org.turnpike.solve.IndirectMethod;

/** Shooting from direct solutions against known controllers, switching times and optima; see docs/closed-forms.md. */
@Tag("slow")
class KnownExtremalsTest {
    private static final IndirectMethod SHOOTING = new IndirectMethod(ShootingOptions.DEFAULT);

    private static Solution solve(ProblemFile file) {
        ShootingResult result = SHOOTING.solve(file, PackProblem.direct(file), 0);
        assertEquals(
                NlpStatus.OPTIMAL, result.solution().status(), result.solution().reason());
        return result.solution();
    }

    @ParameterizedTest
    @CsvSource({
        "double-integrator-energy, 6, 1e-11",
        "double-integrator-time, 2, 1e-11",
        "double-integrator-fuel, 2.76393202250021, 1e-11",
        "bryson-denham, 4, 1e-10",
        "exponential-fuel, 0.458675145387082, 1e-11",
        "moving-target, 20, 1e-10",
        "mixed-constraint, -0.632120558828558, 1e-10",
        "nonsmooth-turnpike, 0.375, 1e-11",
        "lqr-hager, 0.380797077977882, 1e-11",
        "lqr-riccati, 0.673999045914617, 1e-10",
        "hull-parameter, 0.216346153846154, 1e-11",
        "moon-lander, 8.246211251235321, 1e-10",
        "brachistochrone, 1.80160312245308, 1e-9",
        "hypersensitive, 1.330806904943, 1e-8",
        "hanging-chain, 5.06848011099342, 1e-9",
        "catalyst-mixing, -0.0480556858608775, 1e-11",
        "jackson, 0.1918143563251614, 1e-10",
        "robot-arm, 9.1409117459, 1e-9",
        "tumor, 7571.67002386, 1e-5",
        "fuller, 0.2683938305689113, 1e-10",
        "goddard, 1.0128369183175, 1e-10",
        "goddard-speed-limit, 1.0125763246569, 1e-10",
        "particle-steering, 0.5545708783, 1e-9",
        "state-time-constraint, 0.1698205363, 1e-9",
        "van-der-pol, 1.0478069082, 1e-9",
        "rayleigh, 29.376079656, 1e-8",
        "cart-pole, 58.807667459, 1e-8"
    })
    void optimum(String name, double objective, double tolerance) {
        assertEquals(objective, solve(PackProblem.file(name)).objective(), tolerance);
    }

    @Test
    void goddardWithASpeedLimitHasAllKindsOfArcs() {
        Solution solution = solve(PackProblem.file("goddard-speed-limit"));
        assertEquals(List.of("bang", "singular", "boundary", "off"), PackProblem.kinds(solution.structure()));
        assertArrayEquals(
                new double[] {0.023509684041475312, 0.059737380900899015, 0.10157134842460895},
                PackProblem.switches(solution.structure(), 0),
                1e-9);
        assertEquals(0.20204744057146434, solution.finalTime(), 1e-9);
        // The reference gives the gradient of max h(T); p belongs to the minimised -h(T).
        double[] p = solution.trajectory().costates();
        assertEquals(-3.945764658668555, p[0], 1e-7);
        assertEquals(-0.15039559623198723, p[1], 1e-8);
        assertEquals(-0.053712712939991955, p[2], 1e-8);
    }

    @Test
    void goddardSwitchesTwice() {
        Solution solution = solve(PackProblem.file("goddard"));
        assertArrayEquals(new double[] {0.0235097, 0.0726707}, PackProblem.switches(solution.structure(), 0), 1e-7);
        assertEquals(0.1988562565, solution.finalTime(), 1e-7);
        double[] p = solution.trajectory().costates();
        assertArrayEquals(new double[] {-4.5729002, -0.1742993, -0.0622498}, new double[] {p[0], p[1], p[2]}, 1e-6);
    }

    @Test
    void fuelOptimalSwitches() {
        Solution solution = solve(PackProblem.file("double-integrator-fuel"));
        assertArrayEquals(
                new double[] {(1 - Math.sqrt(0.2)) / 2, (1 + Math.sqrt(0.2)) / 2},
                PackProblem.switches(solution.structure(), 0),
                1e-11);
        assertEquals(List.of("bang", "off", "bang"), PackProblem.kinds(solution.structure()));
        assertEquals(-4.472135954999579, solution.trajectory().costates()[0], 1e-9);
        assertEquals(-2.23606797749979, solution.trajectory().costates()[1], 1e-9);
    }

    @Test
    void moonLanderSwitchesOnce() {
        Solution solution = solve(PackProblem.file("moon-lander"));
        assertArrayEquals(new double[] {1.415403750}, PackProblem.switches(solution.structure(), 0), 1e-8);
    }

    @Test
    void nonsmoothTurnpikeIsReachedAndLeft() {
        Solution solution = solve(PackProblem.file("nonsmooth-turnpike"));
        assertArrayEquals(new double[] {1, 1.5}, PackProblem.switches(solution.structure(), 0), 1e-10);
        assertEquals(List.of("bang", "singular", "bang"), PackProblem.kinds(solution.structure()));
    }

    @Test
    void brysonDenhamEntersAndLeavesTheBoundary() {
        ProblemFile file = PackProblem.file("bryson-denham");
        ShootingResult result = SHOOTING.solve(file, PackProblem.direct(file), 0);
        // Entry at 3l and exit at 1 - 3l for the limit l = 1/9; p jumps by 2/(9 l^2) = 18 at both, order 2.
        assertArrayEquals(
                new double[] {1.0 / 3, 2.0 / 3},
                PackProblem.switches(result.solution().structure(), 0),
                1e-10);
        assertArrayEquals(new double[] {18, 18}, result.jumps(), 1e-6);
    }

    @Test
    void alyChanIsSingularThroughout() {
        Solution solution = solve(PackProblem.file("aly-chan"));
        assertEquals(List.of("singular"), PackProblem.kinds(solution.structure()));
        double[] u = new double[1];
        for (double t : new double[] {0.1, 0.5, 1, 1.5}) {
            solution.trajectory().control(solution.trajectory().intervalOf(t), t, u);
            assertEquals(-Math.sin(t), u[0], 1e-8);
        }
    }

    @Test
    void intervalsOfFullersSwitchesShrinkByTheKnownFactor() {
        Solution solution = solve(PackProblem.file("fuller"));
        double[] switches = PackProblem.switches(solution.structure(), 0);
        assertTrue(switches.length >= 5, switches.length + " switches");
        double ratio = (switches[2] - switches[1]) / (switches[1] - switches[0]);
        assertEquals(0.2421215, ratio, 1e-5);
    }

    @Test
    void linearQuadraticCostatesAreThoseOfTheRiccatiEquation() {
        // x1' = x2, x2' = -x1 + u, cost x'x/2 + u^2/2: P' = -(A'P + PA) + PBB'P - I, P(5) = 0.
        Solution solution = solve(PackProblem.file("lqr-riccati"));
        double[] p0 = RiccatiEquation.at(new double[][] {{0, 1}, {-1, 0}}, new double[] {0, 1}, 5, new double[] {0, 1});
        assertArrayEquals(
                p0,
                new double[] {
                    solution.trajectory().costates()[0], solution.trajectory().costates()[1]
                },
                1e-8);
    }

    /** A direct solution on a coarse mesh is a start like any other. */
    @Test
    void convergesFromCoarseMeshes() {
        for (String name : List.of("goddard-speed-limit", "double-integrator-fuel", "bryson-denham", "cart-pole")) {
            Solution coarse = PackProblem.direct(PackProblem.file(name, "transcription.intervals=40"));
            ShootingResult result = SHOOTING.solve(PackProblem.file(name), coarse, 0);
            assertEquals(
                    NlpStatus.OPTIMAL,
                    result.solution().status(),
                    name + ": " + result.solution().reason());
        }
    }
}
