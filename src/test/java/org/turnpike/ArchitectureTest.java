package org.turnpike;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** The rules of the house: who may know whom, and what nobody may do. */
@AnalyzeClasses(packages = "org.turnpike", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {
    /** Whatever the folder of the build; ArchUnit's own option knows but one. */
    static final class NoTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    // --- who may know whom ---

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.turnpike.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule solversKnowNothingOfTimeSamplesOrExpressions = noClasses()
            .that()
            .resideInAPackage("org.turnpike.nlp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.turnpike.transcription..",
                    "org.turnpike.problem..",
                    "org.turnpike.learning..",
                    "org.turnpike.expression..",
                    "org.turnpike.mesh..");

    /** The maximum principle is independent of the direct method whose answers it checks: they meet in the comparison. */
    @ArchTest
    static final ArchRule maximumPrincipleOfLearningKnowsNoDirectMethod = noClasses()
            .that()
            .resideInAPackage("org.turnpike.learning.pmp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.turnpike.learning.collocation..",
                    "org.turnpike.learning.comparison..",
                    "org.turnpike.nlp..",
                    "org.turnpike.transcription..",
                    "org.turnpike.pmp..");

    /** The reduced space is independent of collocation, with whose answers it is compared. */
    @ArchTest
    static final ArchRule reducedSpaceKnowsNoCollocation = noClasses()
            .that()
            .resideInAnyPackage("org.turnpike.training..", "org.turnpike.minimization..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.turnpike.learning.collocation..",
                    "org.turnpike.learning.comparison..",
                    "org.turnpike.learning.pmp..",
                    "org.turnpike.nlp..",
                    "org.turnpike.transcription..");

    /** Methods of descent know functions and inner products, not what they stand for. */
    @ArchTest
    static final ArchRule minimizationKnowsOnlyMatrices = noClasses()
            .that()
            .resideInAPackage("org.turnpike.minimization..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.turnpike..")
                    .and(not(resideInAnyPackage("org.turnpike.minimization..", "org.turnpike.linalg.."))));

    @ArchTest
    static final ArchRule transcriptionKnowsNoConcreteSolver = noClasses()
            .that()
            .resideInAPackage("org.turnpike.transcription..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.turnpike.nlp.*..")
            .allowEmptyShould(true);

    /** A judge of two solutions knows neither of the methods that found them. */
    @ArchTest
    static final ArchRule comparisonKnowsNoMethod = noClasses()
            .that()
            .resideInAPackage("org.turnpike.comparison..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.turnpike.pmp..", "org.turnpike.solve..", "org.turnpike.nlp.*..");

    /** What the pipeline is built from does not know the pipeline, files or users. */
    @ArchTest
    static final ArchRule nothingBelowThePipelineKnowsIt = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.turnpike.solve..",
                    "org.turnpike.io..",
                    "org.turnpike.report..",
                    "org.turnpike.sweep..",
                    "org.turnpike.study..",
                    "org.turnpike.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.turnpike.solve..", "org.turnpike.io..", "org.turnpike.report..", "org.turnpike.cli..");

    @ArchTest
    static final ArchRule filesAndReportsKnowNeitherPipelineNorCommandLine = noClasses()
            .that()
            .resideInAnyPackage("org.turnpike.io..", "org.turnpike.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.turnpike.solve..", "org.turnpike.cli..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("org.turnpike.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.turnpike.cli..");

    // --- each library in its place ---

    @ArchTest
    static final ArchRule nativeCallsStayInIpopt = stays("com.sun.jna..", "org.turnpike.nlp.ipopt..");

    @ArchTest
    static final ArchRule ejmlStaysWhereMatricesAre =
            stays("org.ejml..", "org.turnpike.linalg..", "org.turnpike.nlp..", "org.turnpike.transcription..");

    @ArchTest
    static final ArchRule commonsMathStaysInOde = stays("org.apache.commons.math3..", "org.turnpike.ode..");

    @ArchTest
    static final ArchRule convexSolverStaysInConvex = stays("com.joptimizer..", "org.turnpike.nlp.convex..");

    @ArchTest
    static final ArchRule coltStaysInConvex = stays("cern..", "org.turnpike.nlp.convex..");

    @ArchTest
    static final ArchRule asmStaysInTheCompiler = stays("org.objectweb.asm..", "org.turnpike.expression.compile..");

    @ArchTest
    static final ArchRule picocliStaysInTheCommandLine = stays("picocli..", "org.turnpike.cli..");

    @ArchTest
    static final ArchRule yamlStaysInIo = stays("org.snakeyaml..", "org.turnpike.io..");

    @ArchTest
    static final ArchRule jsonStaysInIoAndReports =
            stays("com.fasterxml.jackson..", "org.turnpike.io..", "org.turnpike.report..");

    /** Spark is no part of the default build; with the profile spark its sources are looked at, too. */
    @ArchTest
    static final ArchRule sparkStaysInItsPackages = stays("org.apache.spark..", "org.turnpike..spark..");

    @ArchTest
    static final ArchRule scalaStaysWithSpark = stays("scala..", "org.turnpike..spark..");

    @ArchTest
    static final ArchRule csvStaysInIoAndReports =
            stays("de.siegmar.fastcsv..", "org.turnpike.io..", "org.turnpike.report..");

    private static ArchRule stays(String library, String... homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    // --- what nobody may do ---

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackage("org.turnpike.cli..")
            .should(ACCESS_STANDARD_STREAMS)
            .because("results and progress are returned or given to a listener");

    @ArchTest
    static final ArchRule randomNumbersHaveASeed = noClasses()
            .should()
            .callConstructorWhere(target(owner(type(Random.class))).and(target(rawParameterTypes(List.of()))))
            .orShould()
            .callConstructorWhere(target(owner(type(SplittableRandom.class))).and(target(rawParameterTypes(List.of()))))
            .orShould()
            .callMethodWhere(target(owner(type(Math.class))).and(target(name("random"))))
            .orShould()
            .callMethodWhere(target(owner(type(StrictMath.class))).and(target(name("random"))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(SecureRandom.class)
            .because("the same input gives the same output");

    @ArchTest
    static final ArchRule namesSayWhatAClassDoes = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    /** Every package says in its package-info what it does, and that null is not a value there. */
    @ArchTest
    static void packagesAreDescribedAndNullMarked(JavaClasses classes) {
        List<String> missing = classes.stream()
                .map(c -> c.getPackage())
                .distinct()
                .filter(p -> !isNullMarked(p))
                .map(JavaPackage::getName)
                .sorted()
                .toList();
        assertEquals(List.of(), missing, "packages without a package-info that is @NullMarked");
    }

    private static boolean isNullMarked(JavaPackage p) {
        return p.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }
}
