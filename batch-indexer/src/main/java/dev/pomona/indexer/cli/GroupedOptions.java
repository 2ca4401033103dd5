package dev.pomona.indexer.cli;

import java.lang.reflect.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of options in the help of {@code index}, in groups by the class that declares them. */
final class GroupedOptions implements IHelpSectionRenderer {

    private static final String OTHERS = "Run";

    private static final Map<Class<?>, String> HEADINGS = headings();

    private static Map<Class<?>, String> headings() {
        Map<Class<?>, String> headings = new LinkedHashMap<>();
        headings.put(SourceOptions.class, "Photos and labels");
        headings.put(HeldOutOptions.class, "Evaluation");
        headings.put(ModelOptions.class, "Features and reduction");
        headings.put(ExemplarOptions.class, "Exemplars");
        headings.put(PublishOptions.class, "Index and quality gate");
        return headings;
    }

    /** Replaces picocli's single list in the help of a command. */
    static void addTo(UsageMessageSpec usage) {
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new GroupedOptions());
    }

    @Override
    public String render(Help help) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        HEADINGS.values().forEach(heading -> groups.put(heading, of(help, heading)));
        groups.put(OTHERS, of(help, OTHERS));
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, options) -> {
            Help.Layout layout = help.createDefaultLayout();
            layout.addOptions(options, help.parameterLabelRenderer());
            text.append(String.format("%n%s%n", heading)).append(layout);
        });
        return text.toString();
    }

    private static List<OptionSpec> of(Help help, String heading) {
        return help.commandSpec().options().stream()
                .filter(option -> heading(option).equals(heading))
                .toList();
    }

    private static String heading(OptionSpec option) {
        return option.userObject() instanceof Member member
                ? HEADINGS.getOrDefault(member.getDeclaringClass(), OTHERS)
                : OTHERS;
    }
}
