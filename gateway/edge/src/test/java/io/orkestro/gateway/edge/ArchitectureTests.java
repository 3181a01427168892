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

    @ArchTest
    static final ArchRule noDatabaseOnTheRequestPath = noClasses()
            .that()
            .resideOutsideOfPackage("..edge.follow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.springframework.jdbc..");

    @ArchTest
    static final ArchRule theRequestPathSeesSnapshotsAlone = noClasses()
            .that()
            .resideOutsideOfPackage("..edge.follow..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..edge.follow..");

    @ArchTest
    static final ArchRule nothingOnTheRequestPathWaits = noClasses()
            .that()
            .resideOutsideOfPackage("..edge.follow..")
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
