#include "daemon/store/alert_store.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "daemon/alerts/state_text.hpp"

using namespace entangled;
namespace fs = std::filesystem;

namespace {

/// A folder of its own that goes with the test.
class Folder {
  public:
    Folder()
    {
        std::string name = (fs::temp_directory_path() / "entangled_store_XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(Folder&&) = delete;
    [[nodiscard]] std::string file() const { return (path_ / "alerts.json").string(); }
    [[nodiscard]] std::size_t count() const
    {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
    }

  private:
    fs::path path_;
};

AlertStates states_of(std::uint32_t count)
{
    AlertStates states;
    for (std::uint32_t i = 0; i < count; ++i) {
        AlertInstance instance;
        instance.phase = AlertPhase::firing;
        instance.releases_beyond = count;
        states[{"alert", std::to_string(i)}] = instance;
    }
    return states;
}

void put(const std::string& path, std::string_view text) { std::ofstream(path) << text; }

std::string bytes_of(const std::string& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Saves 300 and 100 states in turn and writes a byte after each.
[[noreturn]] void save_forever(const std::string& path, int pipe)
{
    for (std::uint32_t count = 300;; count = 400 - count) {
        if (save_alert_states(path, states_of(count)).has_error() || ::write(pipe, "x", 1) != 1) ::_exit(1);
    }
}

}  // namespace

TEST_CASE("what is saved is loaded, and the last one wins", "[store]")
{
    const Folder folder;
    REQUIRE(save_alert_states(folder.file(), states_of(40)).has_value());
    CHECK(load_alert_states(folder.file()).value() == states_of(40));
    REQUIRE(save_alert_states(folder.file(), states_of(2)).has_value());
    CHECK(load_alert_states(folder.file()).value() == states_of(2));
    CHECK(folder.count() == 1);
}

TEST_CASE("no file is no state", "[store]")
{
    const Folder folder;
    CHECK(load_alert_states(folder.file()).value().empty());
}

TEST_CASE("a half-written new file is never read and is overwritten", "[store]")
{
    const Folder folder;
    REQUIRE(save_alert_states(folder.file(), states_of(3)).has_value());
    put(folder.file() + ".new", to_json(states_of(9000)).substr(0, 5000));
    CHECK(load_alert_states(folder.file()).value() == states_of(3));
    REQUIRE(save_alert_states(folder.file(), states_of(4)).has_value());
    CHECK(load_alert_states(folder.file()).value() == states_of(4));
    CHECK(folder.count() == 1);
}

TEST_CASE("a damaged file is named, set aside, and a fresh start follows", "[store]")
{
    const Folder folder;
    const std::string damaged = to_json(states_of(3)).substr(0, 100);
    put(folder.file(), damaged);
    const auto read = load_alert_states(folder.file());
    REQUIRE(read.has_error());
    CHECK(read.error().code == Errc::bad_value);
    CHECK(read.error().detail.find(folder.file() + ":2:") == 0);
    CHECK(bytes_of(folder.file()) == damaged);
    const auto aside = quarantine(folder.file());
    CHECK(aside.value() == folder.file() + ".damaged");
    CHECK(bytes_of(*aside) == damaged);
    CHECK(load_alert_states(folder.file()).value().empty());
    put(folder.file(), "again");
    REQUIRE(quarantine(folder.file()).has_value());
    CHECK(bytes_of(*aside) == "again");
    CHECK(folder.count() == 1);
}

TEST_CASE("what the system refuses is an error that names the file", "[store]")
{
    const Folder folder;
    const std::string nowhere = folder.file() + "/alerts.json";
    put(folder.file(), "a file, not a folder");
    const auto saved = save_alert_states(nowhere, states_of(1));
    REQUIRE(saved.has_error());
    CHECK(saved.error().detail == "cannot create " + nowhere + ".new: Not a directory");
    CHECK(load_alert_states(nowhere).error().detail == "cannot open " + nowhere + ": Not a directory");
    const std::string absent = folder.file() + ".absent";
    CHECK(quarantine(absent).error().detail.find(absent) != std::string::npos);
    const std::string in = fs::path(folder.file()).parent_path().string();
    CHECK(load_alert_states(in).error().detail == "cannot read " + in + ": Is a directory");
}

TEST_CASE("a full disk leaves the old states", "[store]")
{
    const Folder folder;
    REQUIRE(save_alert_states(folder.file(), states_of(3)).has_value());
    fs::create_symlink("/dev/full", folder.file() + ".new");
    CHECK(save_alert_states(folder.file(), states_of(4)).has_error());
    CHECK(load_alert_states(folder.file()).value() == states_of(3));
}

TEST_CASE("a pipe in the place of a file holds nothing up", "[store]")
{
    const Folder folder;
    const std::string fresh = folder.file() + ".new";
    REQUIRE(::mkfifo(folder.file().c_str(), 0600) == 0);
    REQUIRE(::mkfifo(fresh.c_str(), 0600) == 0);
    CHECK(load_alert_states(folder.file()).error().code == Errc::bad_value);
    CHECK(save_alert_states(folder.file(), states_of(1)).error().detail ==
          "cannot create " + fresh + ": No such device or address");
}

TEST_CASE("a kill at any time leaves the old states or the new ones", "[store]")
{
    for (int round = 0; round < 30; ++round) {
        CAPTURE(round);
        const Folder folder;
        REQUIRE(save_alert_states(folder.file(), states_of(100)).has_value());
        std::array<int, 2> pipe{};
        REQUIRE(::pipe(pipe.data()) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) save_forever(folder.file(), pipe[1]);
        std::array<char, 1> saved{};
        for (int i = 0; i < round % 4; ++i) REQUIRE(::read(pipe[0], saved.data(), 1) == 1);
        // Work of growing length, so that the kill falls into different places of a save.
        REQUIRE(to_json(states_of(static_cast<std::uint32_t>(round) * 20)).size() > 1);
        REQUIRE(::kill(child, SIGKILL) == 0);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(WIFSIGNALED(status));
        ::close(pipe[0]);
        ::close(pipe[1]);
        const auto left = load_alert_states(folder.file());
        REQUIRE(left.has_value());
        CHECK((*left == states_of(100) || *left == states_of(300)));
        REQUIRE(save_alert_states(folder.file(), states_of(1)).has_value());
        CHECK(folder.count() == 1);
    }
}
