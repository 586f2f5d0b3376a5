package lanewise.benchmarks.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loops in what HotSpot and llvm-mc print. */
class MachineLoopTest {

    /** An outer loop of 23 bytes around two inner ones. */
    private static final String DISASSEMBLY =
            """
            	.text
            	movl	%esi, %eax                      # encoding: [0x89,0xf0]
            	vmulps	%ymm0, %ymm1, %ymm2           # encoding: [0xc5,0xf4,0x59,0xd0]
            	cmpl	%ebx, %eax                      # encoding: [0x39,0xd8]
            	jl	-8                              # encoding: [0x7c,0xf8]
            	vfmadd231ps	%ymm0, %ymm1, %ymm2      # encoding: [0xc4,0xe2,0x75,0xb8,0xd0]
            	vmulps	(%rax), %ymm1, %ymm2          # encoding: [0xc5,0xf4,0x59,0x10]
            	jl	-11                             # encoding: [0x7c,0xf5]
            	jl	-23                             # encoding: [0x7c,0xe9]
            	jl	5                               # encoding: [0x7c,0x05]
            	jmp	-17                               # encoding: [0xeb,0xef]
            """;

    @Test
    void findsTheInnermostLoopWithMostMultiplications() {
        MachineLoop loop = MachineLoop.find(DISASSEMBLY).orElseThrow();
        assertEquals(
                List.of(
                        "vfmadd231ps\t%ymm0, %ymm1, %ymm2",
                        "vmulps\t(%rax), %ymm1, %ymm2", "jl\t-11"),
                loop.instructions());
        assertEquals(2, loop.multiplications());
    }

    @Test
    void findsNoLoopWithoutMultiplications() {
        assertEquals(Optional.empty(), MachineLoop.find("\tjl\t-2      # encoding: [0x7c,0xfe]\n"));
        assertEquals(Optional.empty(), MachineLoop.find(""));
    }

    /** The last version of each method that C2 compiled as a whole. */
    @Test
    void readsTheCodeThatHotSpotPrints() {
        String printed =
                """
                Compiled method (c1) 7 1 2 lanewise.internal.kernel.specialised.Forward0/0x01::units2 (9 bytes)
                [MachCode]
                  0x00007f7e2ff5ca40: cccc
                [/MachCode]
                Compiled method (c2) 8 2 4 lanewise.internal.kernel.specialised.Forward0/0x01::units2 (9 bytes)
                [MachCode]
                  0x00007f7e2ff5ca40: 1111
                [/MachCode]
                Compiled method (c2) 9 3 % 4 lanewise.internal.kernel.specialised.Forward0/0x01::units2 @ 5 (9 bytes)
                [MachCode]
                  0x00007f7e2ff5ca40: 2222
                [/MachCode]
                Compiled method (c2) 10 4 4 lanewise.internal.kernel.specialised.Forward0/0x01::units2 (9 bytes)
                 total in heap  [0x00007f2da463f688,0x00007f2da46454d0] = 24136
                [MachCode]
                [Verified Entry Point]
                  # parm0:    rsi:rsi   = 'lanewise/internal/kernel/Block'
                  0x00007f7e2ff5ca40: ;   {other}
                  0x00007f7e2ff5ca40: 8984 2400 | c0fe ff55\s

                  0x00007f7e2ff5ca48: ;*synchronization entry
                  0x00007f7e2ff5ca48: 90
                [/MachCode]
                """;
        Map<String, byte[]> code = PrintedCode.read(printed);
        assertEquals(List.of("Forward0::units2"), List.copyOf(code.keySet()));
        assertArrayEquals(
                HexFormat.of().parseHex("89842400c0feff5590"), code.get("Forward0::units2"));
    }
}
