#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "daemon/config/configuration.hpp"
#include "daemon/config/text_file.hpp"
#include "indicators/core/digest.hpp"

namespace entangled {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Texts = std::vector<std::string>;

const std::string folder = std::string(ENTANGLED_TESTS_DIR) + "/config/good/";

const LoadedConfiguration& good()
{
    static const LoadedConfiguration loaded = load_configuration(folder + "entangled.toml");
    return loaded;
}

const AlertRule& alert(std::string_view name)
{
    for (const auto& rule : good().configuration.plan->alerts) {
        if (rule.name == name) return rule;
    }
    throw std::logic_error("no such alert");
}

// A file of the test, gone with it.
class TemporaryFile {
  public:
    explicit TemporaryFile(std::string_view text)
        : path_(fs::temp_directory_path() /
                fmt::format("entangled_{}_{:x}.toml", ::getpid(), Digest{}.add(text).value()))
    {
        std::ofstream(path_, std::ios::binary) << text;
    }
    ~TemporaryFile() { fs::remove(path_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    fs::path path_;
};

TEST_CASE("a sound configuration has neither errors nor warnings")
{
    for (const auto& error : good().errors) UNSCOPED_INFO(to_string(error));
    CHECK(good().errors.empty());
    for (const auto& warning : good().warnings) UNSCOPED_INFO(to_string(warning));
    CHECK(good().warnings.empty());
}

TEST_CASE("the annotated schema is a sound configuration")
{
    const auto loaded = load_configuration(std::string(ENTANGLED_SOURCE_DIR) + "/daemon/config/schema.toml");
    for (const auto& error : loaded.errors) UNSCOPED_INFO(to_string(error));
    CHECK(loaded.errors.empty());
    CHECK(loaded.warnings.empty());
}

TEST_CASE("the process sections are taken as written")
{
    const auto& configuration = good().configuration;
    CHECK(configuration.listen_address == "::1");
    CHECK(configuration.listen_port == 9);
    CHECK(configuration.enable_lifecycle);
    CHECK(configuration.interval == 90s);
    CHECK(configuration.jitter == 5s);
    CHECK(configuration.series_warning == 10);
    CHECK(configuration.series_limit == 20);
    CHECK(configuration.state_directory == folder + "state");
    CHECK(configuration.log_level == "debug");
    CHECK(configuration.log_format == "json");
    CHECK(configuration.plan->interval == 90s);
    CHECK(configuration.plan->series_limit == 20);
}

TEST_CASE("a feed is taken as written, its path seen from the file that has it")
{
    const auto& feeds = good().configuration.feeds;
    REQUIRE(feeds.size() == 3);
    const FeedSpec& usgs = feeds[0];
    CHECK(usgs.id == "usgs_world");
    CHECK(usgs.path == folder + "usgs_world.tsv");
    CHECK(usgs.schema == FeedSchema::observations);
    CHECK(usgs.delimiter == '\t');
    CHECK(usgs.interval == 6h);
    CHECK(usgs.jitter == 2min);
    CHECK(usgs.stale_after == 24h);
    CHECK(usgs.missing == Texts{"", "W"});
    CHECK(usgs.ignored_columns == Texts{"Remark"});
    CHECK(usgs.columns == std::map<std::string, std::string>{{"period", "Year"}, {"value", "Quantity"}});
    CHECK(usgs.constants == std::map<std::string, std::string>{{"measure", "production"}, {"unit", "kg"}});
    CHECK(usgs.mappings.at("origin") == std::map<std::string, std::string>{{"Burma", "MM"}});
    CHECK_FALSE(usgs.complete_until);
    CHECK(feeds[1].path == folder + "acts.csv");
    CHECK(feeds[1].complete_until == parse_date("2026-08-13"));
    CHECK(feeds[1].grace == 720h);
    CHECK(feeds[2].path == folder + "membership.csv");
    CHECK(feeds[2].schema == FeedSchema::membership);
}

TEST_CASE("what a feed does not say follows from its interval")
{
    const auto& feeds = good().configuration.feeds;
    CHECK(feeds[1].interval == 12h);
    CHECK(feeds[1].stale_after == 24h);
    CHECK(feeds[2].interval == 1h);
    CHECK(feeds[2].stale_after == 2h);
    CHECK(feeds[2].jitter == 1min);
    CHECK(feeds[2].missing == Texts{""});
    const TemporaryFile file("[feeds.often]\npath = \"/dev/null\"\ninterval = \"10s\"\n");
    CHECK(load_configuration(file.path()).configuration.feeds.at(0).jitter == 10s);
}

TEST_CASE("code books map every coding of an economy")
{
    const CodeBook& codes = good().configuration.plan->codes;
    for (const auto* name : {"MM", "mmr", "104", "Burma", "MYANMAR"}) CHECK(codes.economy(name) == "MM");
    CHECK(codes.economy("004") == "AF");
    CHECK(codes.economy("4") == "AF");
    CHECK(codes.economy("China (Mainland)") == "CN");
    CHECK_FALSE(codes.economy("Atlantis"));
    CHECK_FALSE(codes.economy(""));
    CHECK(codes.economies.at("CN").utc_offset == 8h);
    CHECK(codes.economies.at("US").utc_offset == -5h);
    CHECK(codes.economies.at("AF").utc_offset == 4h + 30min);
    CHECK_FALSE(codes.economies.at("WLD").utc_offset);
    CHECK(codes.goods.at("rare_earths") == "Rare earths");
    const Definition* definition = codes.definition("usgs_mcs_nir");
    REQUIRE(definition);
    CHECK(definition->basis == Basis::net_import);
    CHECK(definition->attribution == "U.S. Geological Survey");
}

TEST_CASE("readings are planned with their options, inputs first")
{
    const Plan& plan = *good().configuration.plan;
    REQUIRE(plan.readings.size() == 5);
    CHECK(*plan.position("gallium_rate") < *plan.position("days_to_target"));
    CHECK(plan.find("days_to_target")->upstream == std::vector<std::size_t>{*plan.position("gallium_rate")});
    CHECK(plan.find("gallium_china")->body.subject == "CN+US share of gallium (primary)");
    CHECK(plan.find("truce")->kind->name == "policy_end");
}

TEST_CASE("an alert is taken as written")
{
    const AlertRule& rule = alert("gallium_high");
    CHECK(rule.condition == AlertCondition::value);
    CHECK(rule.readings == Texts{"gallium_china"});
    REQUIRE(rule.threshold);
    CHECK(rule.threshold->side == Side::above);
    CHECK(rule.threshold->enter == 1.0);
    CHECK(rule.threshold->exit == 0.9);
    CHECK(rule.threshold->enter_open);
    CHECK(rule.threshold->extreme == 2.5);
    CHECK(rule.persist_releases == 2);
    CHECK(rule.persist_for == 72h);
    CHECK(rule.keep_firing_for == 1h);
    CHECK(rule.quiet_after_clear == 720h);
    CHECK(rule.crossings_only);
    CHECK(rule.severity == "critical");
    CHECK(rule.audience == "operator");
    CHECK(rule.summary == "China's share of gallium is high.");
    CHECK(rule.basis == ThresholdBasis::law);
    CHECK(rule.reference == "Regulation (EU) 2024/1252, Article 5");
    CHECK_FALSE(rule.review);
}

TEST_CASE("what an alert does not say is the careful choice")
{
    const AlertRule& rule = alert("policy_near_its_end");
    CHECK(rule.threshold->side == Side::below);
    CHECK(rule.threshold->exit == 14.0);
    CHECK_FALSE(rule.threshold->enter_open);
    CHECK_FALSE(rule.threshold->extreme);
    CHECK(rule.persist_releases == 1);
    CHECK(rule.persist_for == 0s);
    CHECK(rule.severity == "warning");
    CHECK(rule.audience == "analyst");
    CHECK(rule.owner == "a. analyst");
    CHECK(rule.review == parse_date("2027-06-30"));
}

TEST_CASE("a pattern becomes the readings or feeds that the condition fits, each once")
{
    CHECK(alert("policy_near_its_end").readings == Texts{"stay", "truce"});
    CHECK(alert("unresolved").readings == Texts{"truce", "stay"});
    CHECK(alert("shedding").readings == Texts{"gallium_rate"});
    CHECK(alert("lost").readings.size() == 5);
    CHECK(alert("feed_broken").feeds == Texts{"usgs_world", "acts", "membership"});
    CHECK(alert("feed_broken").states == Texts{"error", "stale_fetch"});
    CHECK(alert("revised").feeds == Texts{"usgs_world"});
}

TEST_CASE("an empty configuration has the documented defaults")
{
    const TemporaryFile file("");
    const auto loaded = load_configuration(file.path());
    CHECK(loaded.errors.empty());
    CHECK(loaded.configuration.listen_address == "127.0.0.1");
    CHECK(loaded.configuration.listen_port == 10930);
    CHECK(loaded.configuration.interval == 60s);
    CHECK(loaded.configuration.state_directory.empty());
    CHECK(loaded.configuration.series_limit == 5000);
    REQUIRE(loaded.configuration.plan);
    CHECK(loaded.configuration.plan->readings.empty());
}

TEST_CASE("a lower series limit lowers the warning with it")
{
    const TemporaryFile file("[engine]\nseries_limit = 100\n");
    CHECK(load_configuration(file.path()).configuration.series_warning == 100);
}

TEST_CASE("a file that cannot be read is one error about the file as a whole")
{
    const TemporaryFile large(std::string((std::size_t{1} << 20U) + 1, '#'));
    const TemporaryFile full(std::string(std::size_t{1} << 20U, '#'));
    CHECK(load_configuration(full.path()).errors.empty());
    const TemporaryFile place("");
    const std::string pipe = place.path() + ".pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    struct Row {
        std::string path;
        std::string detail;
    };
    for (const auto& row :
         {Row{large.path(), "it is larger than 1 MiB"}, Row{folder, "it is a folder"},
          Row{pipe, "it is a pipe; name a file"}, Row{folder + "none.toml", "No such file or directory"}}) {
        const auto loaded = load_configuration(row.path);
        REQUIRE(loaded.errors.size() == 1);
        CHECK(to_string(loaded.errors[0]) == row.path + ": cannot read " + row.path + ": " + row.detail);
    }
    fs::remove(pipe);
}

TEST_CASE("a code file that is not sound CSV is an error where it breaks")
{
    const TemporaryFile csv("economy,name\nCN,China,more\nJP,\"Japan\n");
    const TemporaryFile file("[codes]\neconomies = \"" + csv.path() + "\"\n");
    std::set<std::pair<std::string, std::uint32_t>> places;
    for (const auto& error : load_configuration(file.path()).errors) places.emplace(error.file, error.line);
    CHECK(places == std::set<std::pair<std::string, std::uint32_t>>{{csv.path(), 2}, {csv.path(), 3}});
}

TEST_CASE("input that would exhaust the parser is refused")
{
    std::string dotted = "a";
    for (int i = 0; i < 200'000; ++i) dotted += ".a";
    for (const auto& text : {dotted + " = 1", "[" + dotted + "]", "a = " + std::string(500'000, '['),
                             "a = " + std::string(500'000, '{')}) {
        const TemporaryFile file(text);
        const auto loaded = load_configuration(file.path());
        CHECK(loaded.errors.size() == 1);
    }
}

TEST_CASE("paths are seen from the file that has them")
{
    CHECK(path_beside("etc/entangled.toml", "codes/a.csv") == "etc/codes/a.csv");
    CHECK(path_beside("entangled.toml", "./a.csv") == "a.csv");
    CHECK(path_beside("etc/more/x.toml", "../a.csv") == "etc/a.csv");
    CHECK(path_beside("etc/entangled.toml", "/a.csv") == "/a.csv");
    CHECK(absolute_path_beside("/etc/entangled/x.toml", "../a.csv") == "/etc/a.csv");
    CHECK(absolute_path_beside("x.toml", "a.csv") == (fs::current_path() / "a.csv").string());
}

}  // namespace
}  // namespace entangled
