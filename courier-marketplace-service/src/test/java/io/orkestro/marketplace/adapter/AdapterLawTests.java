package io.orkestro.marketplace.adapter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.orkestro.marketplace", importOptions = DoNotIncludeTests.class)
class AdapterLawTests {

    @ArchTest
    static final ArchRule anAdapterKnowsLoadsAndPlacesButNoBookings = classes()
            .that()
            .resideInAnyPackage("..marketplace.adapter", "..marketplace.uber", "..marketplace.stuart")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("..marketplace.booking..", "..marketplace.sandbox..", "io.orkestro.platform..");

    @ArchTest
    static final ArchRule nobodyKnowsAnAdapterByName = noClasses()
            .that()
            .resideOutsideOfPackages("..marketplace.uber", "..marketplace.stuart")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..marketplace.uber", "..marketplace.stuart");

    @ArchTest
    static final ArchRule adaptersDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("..marketplace.uber")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..marketplace.stuart");
}
