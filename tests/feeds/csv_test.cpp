#include <catch2/catch.hpp>

#include "daemon/feeds/csv.hpp"
#include "daemon/feeds/text_bytes.hpp"
#include "daemon/feeds/wording.hpp"

using namespace entangled;

namespace {

struct Field {
    std::string text;
    std::uint32_t line;
    std::uint32_t column;
    friend bool operator==(const Field&, const Field&) = default;
};

struct Read {
    std::vector<std::vector<Field>> records;  ///< without those that have a fault
    std::vector<std::string> faults;          ///< line:column reason
};

Read read_all(std::string_view bytes, char delimiter = ',')
{
    Read read;
    CsvReader reader{bytes, delimiter};
    while (const CsvRecord* record = reader.next()) {
        if (record->fault) {
            read.faults.push_back(std::to_string(record->fault->line) + ":" + std::to_string(record->fault->column) +
                                  " " + std::string{to_string(record->fault->reason)});
            continue;
        }
        auto& fields = read.records.emplace_back();
        for (const auto& field : record->fields) fields.push_back({std::string{field.text}, field.line, field.column});
    }
    return read;
}

}  // namespace

TEST_CASE("every field knows its line and byte column")
{
    const auto read = read_all(
        "\xef\xbb\xbf"
        "a,\"b\",c\r\nä,\"x\n\"\"y\",z\n1,2,\n");
    REQUIRE(read.faults.empty());
    REQUIRE(read.records.size() == 3);
    CHECK(read.records[0] == std::vector<Field>{{"a", 1, 1}, {"b", 1, 3}, {"c", 1, 7}});
    CHECK(read.records[1] == std::vector<Field>{{"ä", 2, 1}, {"x\n\"y", 2, 4}, {"z", 3, 6}});
    CHECK(read.records[2] == std::vector<Field>{{"1", 4, 1}, {"2", 4, 3}, {"", 4, 5}});
}

TEST_CASE("records end at LF, CRLF and the end of the file, and blank lines are none")
{
    CHECK(read_all("a,b\n\n1,2\r\n\r\n3,4").records.size() == 3);
    CHECK(read_all("").records.empty());
    CHECK(read_all("\n\n").records.empty());
    CHECK(read_all("a,b\n1,").records.back() == std::vector<Field>{{"1", 2, 1}, {"", 2, 3}});
    CHECK(read_all("a\n\"x\"\r\n").records.back() == std::vector<Field>{{"x", 2, 1}});
    CHECK(read_all("a;b\n1,0;2\n", ';').records.back() == std::vector<Field>{{"1,0", 2, 1}, {"2", 2, 5}});
}

TEST_CASE("a faulty record costs only itself")
{
    using Strings = std::vector<std::string>;
    struct Case {
        const char* what;
        std::string_view bytes;
        Strings faults;
        std::size_t records;
    };
    const auto c = GENERATE(values<Case>({
        {"a quote that never closes", "a,b\n1,\"2\n3,4\n5,6\n", {"2:3 unterminated_quote"}, 3},
        {"a quote that never closes in the last line", "a,b\n1,2\n3,\"4", {"3:3 unterminated_quote"}, 2},
        {"a quote closed by one lines later", "a,b\n1,\"2\n3,4\n5,\"6\"\n", {"2:3 bad_quote"}, 3},
        {"text after a closing quote", "a,b\n\"1\"x,2\n3,4\n", {"2:1 bad_quote"}, 2},
        {"a quote in the middle", "a,b\n1,2\"\n3,4\n", {"2:3 bad_quote"}, 2},
        {"too few fields", "a,b\n1\n3,4\n", {"2:1 wrong_field_count"}, 2},
        {"too many fields", "a,b\n1,2,3\n3,4\n", {"2:5 wrong_field_count"}, 2},
        {"cut off", "a,b,c\n1,2,3\n4,5", {"3:3 truncated_row"}, 2},
        {"Latin-1", "a,b\n1,\xe9\n3,4\n", {"2:3 not_utf8"}, 2},
        {"Latin-1 in a quoted second line", "a,b\n\"x\ny\",\xe9\n3,4\n", {"3:4 not_utf8"}, 2},
        {"NUL", std::string_view{"a,b\n1,\0\n3,4\n", 12}, {"2:3 control_character"}, 2},
        {"a lone CR", "a,b\n1,x\ry\n3,4\n", {"2:3 control_character"}, 2},
    }));
    CAPTURE(c.what);
    const auto read = read_all(c.bytes);
    CHECK(read.faults == c.faults);
    CHECK(read.records.size() == c.records);
}

TEST_CASE("limits hold")
{
    const std::string longest(csv_field_limit, 'x');
    CHECK(read_all("a,b\n1," + longest + "\n").faults.empty());
    CHECK(read_all("a,b\n1,\"" + longest + "\"\n").faults.empty());
    CHECK(read_all("a,b\n1,x" + longest + "\n2,3\n").faults == std::vector<std::string>{"2:3 field_too_long"});
    CHECK(read_all(std::string(csv_column_limit - 1, ',') + "\n").faults.empty());
    CHECK(read_all(std::string(csv_column_limit, ',') + "\n").faults ==
          std::vector<std::string>{"1:256 wrong_field_count"});
}

TEST_CASE("fields of a row that was cut off can be told from the one it was cut in")
{
    CsvReader reader{"a,b,c\n1,2", ','};
    REQUIRE(reader.next() != nullptr);
    const CsvRecord* cut = reader.next();
    REQUIRE(cut != nullptr);
    REQUIRE(cut->fields.size() == 2);
    CHECK(cut->fields[0].intact);
    CHECK_FALSE(cut->fields[1].intact);
}

TEST_CASE("UTF-8 is checked as RFC 3629 has it")
{
    for (const std::string_view good : {"", "plain", "é", "€", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf", "a\tb"}) {
        CAPTURE(good);
        CHECK_FALSE(first_bad_byte(good, false));
    }
    // Overlong, surrogate, above U+10FFFF, lone continuation, cut off.
    for (const std::string_view bad : {"a\xc0\xaf", "a\xe0\x80\xaf", "a\xed\xa0\x80", "a\xf4\x90\x80\x80", "a\x80",
                                       "a\xe2\x82", "a\xf0\x80\x80\xaf", "a\xff"}) {
        const auto found = first_bad_byte(bad, true);
        REQUIRE(found);
        CHECK(found->position == 1);
        CHECK_FALSE(found->control);
    }
    CHECK(first_bad_byte("a\nb", false)->control);
    CHECK_FALSE(first_bad_byte("a\nb", true));
    CHECK(first_bad_byte("\x7f", true)->control);
}

TEST_CASE("what is shown of a field fits on one line")
{
    CHECK(shown("a\nb") == "\"a\\x0ab\"");
    CHECK(shown(std::string(59, 'a') + "éé") == "\"" + std::string(59, 'a') + "...\"");
    CHECK(did_you_mean("valeu", {"value", "unit"}) == "; did you mean \"value\"?");
    CHECK(did_you_mean("PERIOD", {"value", "period"}) == "; did you mean \"period\"?");
    CHECK(did_you_mean("remark", {"value", "period"}).empty());
    CHECK(did_you_mean("", {"a"}).empty());
}
