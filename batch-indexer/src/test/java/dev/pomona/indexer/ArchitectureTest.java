package dev.pomona.indexer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.pomona",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    /** Tests of other modules that this one uses. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule knowsNothingOfTheService = noClasses()
            .that()
            .resideInAPackage("dev.pomona.indexer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.pomona.service..", "org.springframework..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.pomona.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theRootHoldsTheMainClassAlone = classes()
            .that()
            .resideInAPackage("dev.pomona.indexer")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .be(IndexerMain.class);

    @ArchTest
    static final ArchRule stagesDoNotKnowTheJob = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.pomona.indexer.photos..",
                    "dev.pomona.indexer.featurise..",
                    "dev.pomona.indexer.fit..",
                    "dev.pomona.indexer.evaluate..",
                    "dev.pomona.indexer.publish..",
                    "dev.pomona.indexer.report..",
                    "dev.pomona.indexer.failure..",
                    "dev.pomona.indexer.progress..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.pomona.indexer", "dev.pomona.indexer.cli", "dev.pomona.indexer.job");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses()
            .that()
            .resideInAPackage("dev.pomona..")
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Impl");
}
