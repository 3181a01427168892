package io.orkestro.gateway.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.orkestro.gateway.edge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    /** What it reads of the database, and what it writes there, each on threads of its own. */
    private static final String[] OFF_THE_REQUEST_PATH = {"..edge.follow..", "..edge.report.."};

    @ArchTest
    static final ArchRule noDatabaseOnTheRequestPath = noClasses()
            .that()
            .resideOutsideOfPackages(OFF_THE_REQUEST_PATH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.springframework.jdbc..");

    @ArchTest
    static final ArchRule theRequestPathSeesSnapshotsAndCountsAlone = noClasses()
            .that()
            .resideOutsideOfPackages(OFF_THE_REQUEST_PATH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OFF_THE_REQUEST_PATH);

    @ArchTest
    static final ArchRule nothingOnTheRequestPathWaits = noClasses()
            .that()
            .resideOutsideOfPackages(OFF_THE_REQUEST_PATH)
            .should()
            .callMethodWhere(JavaCall.Predicates.target(
                    HasName.Predicates.nameMatching("block|blockFirst|blockLast|blockOptional|sleep|join")))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "java.nio.file..");

    @ArchTest
    static final ArchRule togglzIsTheConsoles =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.togglz..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.orkestro.gateway.edge.(*)..").should().beFreeOfCycles();
}
