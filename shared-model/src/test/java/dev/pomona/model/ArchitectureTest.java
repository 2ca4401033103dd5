package dev.pomona.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.pomona.model", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theModelKnowsNeitherSpringNorSpark = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.spark..", "org.apache.hadoop..");

    @ArchTest
    static final ArchRule onlyTheStoreInS3KnowsAws = noClasses()
            .that()
            .resideOutsideOfPackage("dev.pomona.model.store.s3")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "dev.pomona.model.store.s3");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.pomona.model.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule tensorFlowIsHiddenBehindTheFeatureExtractor = noClasses()
            .that()
            .resideOutsideOfPackage("dev.pomona.model.features.tensorflow")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "org.tensorflow..");

    @ArchTest
    static final ArchRule namesComeFromTheField =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?");
}
