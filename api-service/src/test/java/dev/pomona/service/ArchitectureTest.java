package dev.pomona.service;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "dev.pomona.service", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresAreFreeOfCycles =
            slices().matching("dev.pomona.service.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theServiceKnowsNoSpark =
            noClasses().should().dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "scala.."));

    @ArchTest
    static final ArchRule ofPomonaTheServiceUsesTheSharedModelAlone = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.pomona..")
                    .and(resideOutsideOfPackages("dev.pomona.service..", "dev.pomona.model..")));

    @ArchTest
    static final ArchRule onlyTheIndexIsReadFromParquet = noClasses()
            .that()
            .resideOutsideOfPackage("dev.pomona.service.index..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.parquet..", "org.apache.hadoop..", "blue.strategic.."));

    @ArchTest
    static final ArchRule onePlaceKnowsWhichNetworkRuns = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.pomona.service.index.TensorFlowLoader")
            .should()
            .dependOnClassesThat(resideInAnyPackage("ai.djl..", "org.tensorflow..", "dev.pomona.model..tensorflow.."));

    @ArchTest
    static final ArchRule namesComeFromTheField = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveNameMatching(".*Utils?")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule controllersLeaveFailuresToTheOneHandler =
            classes().that().areAnnotatedWith(RestController.class).should(catchNothing());

    private static ArchCondition<JavaClass> catchNothing() {
        return new ArchCondition<>("catch nothing") {
            @Override
            public void check(JavaClass controller, ConditionEvents events) {
                controller.getCodeUnits().stream()
                        .flatMap(method -> method.getTryCatchBlocks().stream())
                        .filter(block -> !block.getCaughtThrowables().isEmpty())
                        .map(block -> block.getOwner().getFullName() + " catches")
                        .forEach(text -> events.add(SimpleConditionEvent.violated(controller, text)));
            }
        };
    }
}
