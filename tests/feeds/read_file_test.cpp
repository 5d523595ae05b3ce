#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include "daemon/feeds/file/read_file.hpp"
#include "tests/feeds/temporary_folder.hpp"

using namespace entangled;

TEST_CASE("a file is read whole, with its stamp")
{
    const testing::TemporaryFolder folder;
    folder.write("a.csv", std::string("x\0y", 3));
    const auto read = read_file(folder / "a.csv", 100);
    REQUIRE(read.has_value());
    CHECK(read->bytes == std::string("x\0y", 3));
    CHECK(read->stamp.size == 3);
    CHECK(read->stamp == read_file(folder / "a.csv", 100)->stamp);
    folder.write("b.csv", "");
    CHECK(read_file(folder / "b.csv", 100)->bytes.empty());
    const std::string large(300'000, 'z');
    folder.write("c.csv", large);
    CHECK(read_file(folder / "c.csv", 300'000)->bytes == large);
}

TEST_CASE("what cannot be read is named, with what to do")
{
    const testing::TemporaryFolder folder;
    folder.write("a.csv", "12345");
    folder.write("locked.csv", "1");
    REQUIRE(::chmod((folder / "locked.csv").c_str(), 0) == 0);
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    REQUIRE(::symlink("loop", (folder / "loop").c_str()) == 0);
    const auto detail = [&](const std::string& name, std::size_t limit) {
        const auto read = read_file(folder / name, limit);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().detail.find(folder / name) == 0);
        return read.error().detail.substr((folder / name).size());
    };
    CHECK(detail("none.csv", 9) == " does not exist; put the file there or correct the path");
    CHECK(detail("a.csv/b.csv", 9) == ": a part of the path is not a folder; correct the path");
    CHECK(detail("a.csv", 4) == " is larger than the limit of 4 bytes; split it or drop what is not needed");
    CHECK(detail("", 9) == " is a folder; name the file in it");
    CHECK(detail("pipe", 9) == " is no regular file; name one");
    CHECK(detail("loop", 9) == ": its symbolic links form a loop; correct them");
    if (::geteuid() != 0) CHECK(detail("locked.csv", 9).find(" must not be read: Permission denied; give") == 0);
}
