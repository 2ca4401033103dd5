# Cuts symbol tables, debug information and section headers off ELF libraries, as no JRE image has strip(1): a quarter of
# TensorFlow's 630 MB. They lie behind the segments, and the system loads only these.
#
#     perl cut-sections.pl LIBRARY...
use strict;
use warnings;

for my $file (@ARGV) {
    open my $elf, '+<:raw', $file or die "$file: $!";
    read($elf, my $header, 64);
    $header =~ /^\x7fELF\x02\x01/ or die "$file is not a 64-bit little-endian ELF file";
    my ($offset, $size, $count) = (unpack('x32 Q<', $header), unpack('x54 S< S<', $header));
    my $end = 0;
    for my $i (0 .. $count - 1) {
        seek $elf, $offset + $i * $size, 0;
        read($elf, my $segment, $size);
        my $last = unpack('x8 Q<', $segment) + unpack('x32 Q<', $segment);
        $end = $last if $last > $end;
    }
    # No section headers: their offset, number, and the index of their names.
    for my $field ([40, 8], [60, 2], [62, 2]) {
        seek $elf, $field->[0], 0;
        print $elf "\0" x $field->[1];
    }
    truncate $elf, $end or die "$file: $!";
    close $elf or die "$file: $!";
}
