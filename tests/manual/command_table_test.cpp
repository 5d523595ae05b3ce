#include "daemon/manual/command_table.hpp"

#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>

#include "daemon/manual/completion.hpp"
#include "daemon/manual/man_page.hpp"

namespace entangled {
namespace {

/// A program with every sort of option.
struct Program {
    CLI::App app{"Does things.", "tool"};
    std::string text;
    std::string level;
    std::string file;
    bool flag{};

    Program()
    {
        CLI::App* run = app.add_subcommand("run", "run it");
        run->add_option("input_file", file, "what to read")->required();
        run->add_option("--level", level, "low or high")->check(CLI::IsMember({"low", "high"}))->default_val("low");
        run->add_option("--config.file", file, "configuration_file");
        run->add_option("--storage.path", file, "state");
        run->add_option("--job", text, "it's [a] job: one");
        run->add_option("--from", text, "first day, YYYY-MM-DD");
        run->add_flag("--dry", flag, "change nothing");
        run->add_option("--secret", text, "not for users")->group("");
        app.add_subcommand("inner", "not for users")->group("");
        CLI::App* deep = app.add_subcommand("deep", "has more");
        deep->add_subcommand("er", "is below");
    }
};

const OptionEntry& option(const CommandEntry& command, std::string_view name)
{
    for (const OptionEntry& entry : command.options) {
        if (entry.name == name) return entry;
    }
    FAIL("no option " << name);
    return command.options.front();
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the table of commands is the command line, by name, without what is not for users")
{
    const Program program;
    const CommandEntry table = command_table(program.app);
    REQUIRE(table.commands.size() == 2);
    CHECK(table.commands[0].path == "tool deep");
    CHECK(table.commands[0].commands.at(0).path == "tool deep er");
    const CommandEntry& run = table.commands[1];
    CHECK(run.help == "run it");
    CHECK(run.options.size() == 8);
    CHECK(option(run, "input_file").positional);
    CHECK(option(run, "input_file").required);
    CHECK(option(run, "input_file").value == ValueKind::file);
    CHECK(option(run, "--level").choices == std::vector<std::string>{"low", "high"});
    CHECK(option(run, "--level").default_text == "low");
    CHECK(option(run, "--config.file").value == ValueKind::file);
    CHECK(option(run, "--storage.path").value == ValueKind::directory);
    CHECK(option(run, "--job").value == ValueKind::text);
    CHECK(option(run, "--dry").value == ValueKind::none);
    CHECK(option(run, "--help").short_name == "-h");
}

TEST_CASE("the manual of commands escapes what scdoc would read as its own")
{
    const Program program;
    const std::string manual = manual_of_commands(command_table(program.app));
    CHECK(contains(manual, "## tool run\n\n*tool run* _input\\_file_ [_options_]\n\nRun it.\n"));
    CHECK(contains(manual, "*--level*=low|high\n\tlow or high. Default: low.\n"));
    CHECK(contains(manual, "*--config.file*=_FILE_\n\tconfiguration\\_file.\n"));
    CHECK(contains(manual, "*tool deep* _command_"));
    CHECK(contains(manual, "*--job*=_VALUE_\n"));
    CHECK(contains(manual, "*--from*=_YYYY-MM-DD_\n"));
    CHECK_FALSE(contains(manual, "secret"));
    CHECK_FALSE(contains(manual, "inner"));
}

TEST_CASE("a help text cannot leave its quotes in any shell")
{
    const Program program;
    const CommandEntry table = command_table(program.app);
    CHECK(contains(zsh_completion(table), "'*--job=[it'\\''s \\[a\\] job\\: one]:job: '"));
    CHECK(contains(fish_completion(table), "-l job -x -d 'it\\'s [a] job: one'"));
    CHECK_FALSE(contains(bash_completion(table), "it's"));
}

}  // namespace entangled
