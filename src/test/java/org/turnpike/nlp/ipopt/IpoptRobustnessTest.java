package org.turnpike.nlp.ipopt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.nlp.DerivativeCheck;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.UnknownOptionException;

/** The native side: callbacks that outlive collections, threads, memory, exceptions; with every Ipopt that is here. */
class IpoptRobustnessTest {
    private static NlpSolution solve(IpoptLibrary library, Chain chain, IterationListener listener) {
        return new IpoptSolver(library).solve(chain, NlpStart.at(chain.start()), null, NlpOptions.defaults(), listener);
    }

    private static void assertNothingIsLeft() {
        assertEquals(0, IpoptProblem.open());
        assertEquals(0, IpoptCallbacks.INSTANCE.size());
    }

    @Test
    void theChainHasExactDerivatives() {
        Chain chain = new Chain(7);
        DerivativeCheck check = DerivativeCheck.at(chain, chain.start(), new double[] {1, -2, 3, -4, 5, -6});
        assertTrue(check.worst().error() < 1e-7, check.worst().toString());
    }

    /** Ipopt's pointers to the callbacks do not keep them from the collector, which runs while Ipopt factorises. */
    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void callbacksOutliveCollections(IpoptLibrary library) throws InterruptedException {
        Chain chain = new Chain(1000);
        double expected = solve(library, chain, IterationListener.SILENT).objective();
        AtomicBoolean solving = new AtomicBoolean(true);
        Thread collector = new Thread(() -> {
            while (solving.get()) {
                System.gc();
                LockSupport.parkNanos(2_000_000);
            }
        });
        collector.start();
        try {
            for (int i = 0; i < 3; i++) {
                NlpSolution solution = solve(library, chain, IterationListener.SILENT);
                assertEquals(NlpStatus.OPTIMAL, solution.status());
                assertEquals(expected, solution.objective());
            }
        } finally {
            solving.set(false);
            collector.join();
        }
    }

    /** Ipopt before 3.14 keeps state in globals; without a lock the process dies here. */
    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void severalThreadsMaySolve(IpoptLibrary library) throws Exception {
        double expected =
                solve(library, new Chain(300), IterationListener.SILENT).objective();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<NlpSolution>> solutions = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                solutions.add(threads.submit(() -> solve(library, new Chain(300), IterationListener.SILENT)));
            }
            for (Future<NlpSolution> solution : solutions) {
                assertEquals(expected, solution.get(60, TimeUnit.SECONDS).objective());
            }
        } finally {
            threads.shutdownNow();
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void nativeMemoryIsFreedHoweverASolveEnds(IpoptLibrary library) {
        assertNothingIsLeft();
        solve(library, new Chain(20), IterationListener.SILENT);
        solve(library, new Chain(20), iteration -> iteration.number() < 2);
        NlpOptions unknown = new NlpOptions(1e-8, 10, 1, Map.of("nonsense", 1));
        Chain chain = new Chain(20);
        assertThrows(UnknownOptionException.class, () -> new IpoptSolver(library)
                .solve(chain, NlpStart.at(chain.start()), null, unknown, IterationListener.SILENT));
        assertThrows(
                IllegalStateException.class,
                () -> solve(library, new Chain(20), iteration -> {
                    throw new IllegalStateException("listener");
                }));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void whatTheProgramThrowsArrivesAtTheCaller(IpoptLibrary library) {
        IllegalStateException thrown = new IllegalStateException("in the middle");
        Chain chain = new Chain(20) {
            private int calls;

            @Override
            public void constraints(double[] z, double[] values) {
                if (++calls > 4) {
                    throw thrown;
                }
                super.constraints(z, values);
            }
        };
        assertSame(
                thrown,
                assertThrows(IllegalStateException.class, () -> solve(library, chain, IterationListener.SILENT)));
        assertNothingIsLeft();
    }

    /** A solve inside another one's listener finds its own callbacks. */
    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void solvesMayBeNested(IpoptLibrary library) {
        if (!library.reentrant()) {
            return;
        }
        double[] alone = solve(library, new Chain(8), IterationListener.SILENT).z();
        List<double[]> inner = new ArrayList<>();
        NlpSolution outer = solve(library, new Chain(8), iteration -> {
            inner.add(solve(library, new Chain(8), IterationListener.SILENT).z());
            return true;
        });
        assertArrayEquals(alone, outer.z());
        inner.forEach(z -> assertArrayEquals(alone, z));
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void theListenerHearsOfTheRestorationPhase(IpoptLibrary library) {
        Set<String> phases = new HashSet<>();
        // z0 + z1² ≤ 1 cannot hold with z ≥ 5.
        Chain chain = new Chain(2) {
            @Override
            public double[] variableLower() {
                return new double[] {5, 5};
            }
        };
        NlpSolution solution = solve(library, chain, iteration -> phases.add(iteration.phase()) || true);
        assertEquals(NlpStatus.INFEASIBLE, solution.status());
        assertEquals(Set.of("regular", "restoration"), phases);
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void structuresAreAskedForOnce(IpoptLibrary library) {
        int[] structures = new int[2];
        Chain chain = new Chain(50) {
            @Override
            public org.ejml.data.DMatrixSparseCSC newJacobian() {
                structures[0]++;
                return super.newJacobian();
            }

            @Override
            public org.ejml.data.DMatrixSparseCSC newHessian() {
                structures[1]++;
                return super.newHessian();
            }
        };
        assertTrue(solve(library, chain, IterationListener.SILENT).iterations() > 3);
        assertArrayEquals(new int[] {1, 1}, structures);
    }
}
