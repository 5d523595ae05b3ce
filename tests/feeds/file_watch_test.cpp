#include <catch2/catch.hpp>

#include <boost/asio/io_context.hpp>
#include <filesystem>

#include "daemon/feeds/file/file_watch.hpp"
#include "daemon/feeds/file/watch_points.hpp"
#include "tests/feeds/temporary_folder.hpp"

using namespace entangled;
namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

namespace {

/// Watches paths and runs the loop until a call comes or a limit is over.
class Watching {
  public:
    explicit Watching(std::vector<std::string> paths)
        : watch_(std::make_unique<FileWatch>(
              loop.get_executor(), std::move(paths), [this](std::string_view path) { calls.emplace_back(path); },
              FileWatch::Options{milliseconds{5}}))
    {
    }

    /// The calls up to the first quiet moment after at least one; none if none comes within two seconds.
    std::vector<std::string> changes()
    {
        const auto limit = steady_clock::now() + seconds{2};
        while (calls.empty() && steady_clock::now() < limit) run(milliseconds{20});
        run(milliseconds{30});
        return std::exchange(calls, {});
    }
    /// The calls within a short while in which none is expected.
    std::vector<std::string> soon()
    {
        run(milliseconds{60});
        return std::exchange(calls, {});
    }
    void end() { watch_.reset(); }
    [[nodiscard]] FileWatch& watch() { return *watch_; }

    boost::asio::io_context loop{1};
    std::vector<std::string> calls;

  private:
    void run(milliseconds time)
    {
        loop.restart();
        loop.run_for(time);
    }
    std::unique_ptr<FileWatch> watch_;
};

}  // namespace

TEST_CASE("a watched file reports what happens to it, once for a burst")
{
    const testing::TemporaryFolder folder;
    const std::string path = folder / "a.csv";
    folder.write("a.csv", "1");
    Watching watching{{path}};
    CHECK(watching.watch().problems().empty());
    CHECK(watching.soon().empty());
    const std::vector<std::string> once{path};

    SECTION("written in place")
    {
        folder.write("a.csv", "2");
        folder.write("a.csv", "3");
        CHECK(watching.changes() == once);
    }
    SECTION("replaced by renaming, twice")
    {
        for (int i = 0; i < 2; ++i) {
            folder.write("new", "2");
            fs::rename(folder / "new", path);
            CHECK(watching.changes() == once);
        }
    }
    SECTION("deleted and made again")
    {
        fs::remove(path);
        CHECK(watching.changes() == once);
        folder.write("a.csv", "2");
        CHECK(watching.changes() == once);
        folder.write("a.csv", "3");
        CHECK(watching.changes() == once);
    }
    SECTION("made again by a hard link, which nobody closes")
    {
        folder.write("other", "2");
        fs::remove(path);
        static_cast<void>(watching.changes());
        fs::create_hard_link(folder / "other", path);
        CHECK(watching.changes() == once);
    }
    SECTION("its permissions")
    {
        fs::permissions(path, fs::perms::owner_read);
        CHECK(watching.changes() == once);
    }
    SECTION("but not what happens to its neighbours, or that it is read")
    {
        folder.write("b.csv", "1");
        std::ifstream{path}.get();
        CHECK(watching.soon().empty());
    }
}

TEST_CASE("a file that is still being written is reported when it is closed")
{
    const testing::TemporaryFolder folder;
    Watching watching{{folder / "a.csv"}};
    std::ofstream writer{folder / "a.csv"};
    writer << "half" << std::flush;
    CHECK(watching.soon().empty());
    writer.close();
    CHECK(watching.changes().size() == 1);
}

TEST_CASE("folders on the way may come, go and be replaced")
{
    const testing::TemporaryFolder folder;
    const std::string path = folder / "one/two/a.csv";
    Watching watching{{path}};
    fs::create_directories(folder / "one");
    CHECK(watching.changes().size() == 1);
    fs::create_directories(folder / "one/two");
    CHECK(watching.changes().size() == 1);
    folder.write("one/two/a.csv", "1");
    CHECK(watching.changes().size() == 1);
    fs::rename(folder / "one", folder / "old");
    CHECK(watching.changes().size() == 1);
    folder.write("old/two/a.csv", "2");
    CHECK(watching.soon().empty());
    fs::create_directories(folder / "one/two");
    folder.write("one/two/a.csv", "3");
    CHECK(watching.changes().size() == 1);
    folder.write("one/two/a.csv", "4");
    CHECK(watching.changes().size() == 1);
    fs::remove_all(folder / "one");
    CHECK(watching.changes().size() == 1);
}

TEST_CASE("links are followed when they are swapped and when their targets change")
{
    const testing::TemporaryFolder folder;
    // As Kubernetes mounts a ConfigMap: a.csv -> ..data/a.csv, ..data -> a dated folder, swapped by renaming a link.
    fs::create_directories(folder / "mount/..v1");
    fs::create_directories(folder / "mount/..v2");
    folder.write("mount/..v1/a.csv", "1");
    folder.write("mount/..v2/a.csv", "2");
    fs::create_symlink("..v1", folder / "mount/..data");
    fs::create_symlink("..data/a.csv", folder / "mount/a.csv");
    Watching watching{{folder / "mount/a.csv"}};
    folder.write("mount/..v1/a.csv", "1b");
    CHECK(watching.changes().size() == 1);
    fs::create_symlink("..v2", folder / "mount/..new");
    fs::rename(folder / "mount/..new", folder / "mount/..data");
    CHECK(watching.changes().size() == 1);
    folder.write("mount/..v1/a.csv", "1c");
    CHECK(watching.soon().empty());
    folder.write("mount/..v2/a.csv", "2b");
    CHECK(watching.changes().size() == 1);
}

TEST_CASE("two files are told apart and two names of one folder are both seen")
{
    const testing::TemporaryFolder folder;
    Watching watching{{folder / "a.csv", folder / "b.csv"}};
    folder.write("b.csv", "1");
    CHECK(watching.changes() == std::vector<std::string>{folder / "b.csv"});
    folder.write("a.csv", "1");
    folder.write("b.csv", "1");
    CHECK(watching.changes() == std::vector<std::string>{folder / "a.csv", folder / "b.csv"});
}

TEST_CASE("no call comes after the watch has ended")
{
    const testing::TemporaryFolder folder;
    folder.write("a.csv", "1");
    Watching watching{{folder / "a.csv"}};
    folder.write("a.csv", "2");
    watching.end();
    CHECK(watching.soon().empty());
    CHECK(watching.loop.stopped());
}

TEST_CASE("a loop of links is left at the first missing target")
{
    const testing::TemporaryFolder folder;
    fs::create_symlink("b", folder / "a");
    fs::create_symlink("a", folder / "b");
    CHECK(watch_points(folder / "a").names.size() == 2);
    Watching watching{{folder / "a"}};
    fs::remove(folder / "b");
    CHECK(watching.changes().size() == 1);
}
