set terminal dumb noenhanced size 80, 24 mono
set encoding utf8
set tics nomirror
set title 'Steps and points'
set xrange [-0.24:12.24]
set xtics nomirror ('0' 0.0, '2' 2.0, '4' 4.0, '6' 6.0, '8' 8.0, '10' 10.0, '12' 12.0)
set xlabel 'Stage'
set yrange [2.938260892:6.126072754]
set logscale y
set ytics nomirror ('3.0' 3.0, '3.5' 3.5, '4.0' 4.0, '4.5' 4.5, '5.0' 5.0, '5.5' 5.5, '6.0' 6.0)
set ylabel 'Attenuation'
set key below
$s0 << EOD
0.0 3.0
1.0 3.0
2.0 3.0
3.0 3.0
4.0 4.0
5.0 4.0
6.0 4.0
7.0 4.0
8.0 5.0
9.0 5.0
10.0 5.0
11.0 5.0
12.0 6.0
EOD
$s1 << EOD
0.0 3.1
1.0 3.327272727
2.0 3.554545454
3.0 3.781818181
4.0 4.009090909
5.0 4.236363636
6.0 4.463636363
7.0 4.690909090
8.0 4.918181818
9.0 5.145454545
10.0 5.372727272
11.0 5.6
12.0 5.827272727
EOD
plot $s0 using 1:2 with steps lw 2 lc rgb '#0072b2' title 'Set', \
     $s1 using 1:2 with points pt 5 ps 1.1 lw 2 lc rgb '#d55e00' title 'Measured'
