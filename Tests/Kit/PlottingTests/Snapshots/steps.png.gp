set terminal pngcairo noenhanced size 1600, 1000 font 'DejaVu Sans,12' fontscale 2 linewidth 2 pointscale 2
set border 3 lw 1.2 lc rgb '#333333'
set style textbox opaque noborder fillcolor rgb 'white' margins 0.6, 0.6
set encoding utf8
set tics nomirror
set lmargin at screen 0.09014; set rmargin at screen 0.97368
set tmargin at screen 0.90723; set bmargin at screen 0.11855
set xrange [-0.24:12.24]
set xtics nomirror out scale 0.8, 0.45 font 'DejaVu Sans,9' ('0' 0.0 0, '' 0.5 1, '' 1.0 1, '' 1.5 1, '2' 2.0 0, '' 2.5 1, '' 3.0 1, '' 3.5 1, '4' 4.0 0, '' 4.5 1, '' 5.0 1, '' 5.5 1, '6' 6.0 0, '' 6.5 1, '' 7.0 1, '' 7.5 1, '8' 8.0 0, '' 8.5 1, '' 9.0 1, '' 9.5 1, '10' 10.0 0, '' 10.5 1, '' 11.0 1, '' 11.5 1, '12' 12.0 0)
set yrange [2.938260892:6.126072754]
set logscale y
set ytics nomirror out scale 0.8, 0.45 font 'DejaVu Sans,9' ('3.0' 3.0 0, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1, '3.5' 3.5 0, '' 3.6 1, '' 3.7 1, '' 3.8 1, '' 3.9 1, '4.0' 4.0 0, '' 4.1 1, '' 4.2 1, '' 4.3 1, '' 4.4 1, '4.5' 4.5 0, '' 4.6 1, '' 4.7 1, '' 4.8 1, '' 4.9 1, '5.0' 5.0 0, '' 5.1 1, '' 5.2 1, '' 5.3 1, '' 5.4 1, '5.5' 5.5 0, '' 5.6 1, '' 5.7 1, '' 5.8 1, '' 5.9 1, '6.0' 6.0 0, '' 6.1 1)
set grid xtics ytics back lt 1 lw 0.8 lc rgb '#dcdcdc'
set label 'Steps and points' at screen 0.09014, screen 0.95523 left front font 'DejaVu Sans Bold,12.94' textcolor rgb '#222222'
set label 'Stage' at screen 0.53191, screen 0.0351 center front font 'DejaVu Sans,10.13' textcolor rgb '#222222'
set label 'Attenuation' at screen 0.027, screen 0.51289 center rotate by 90 front font 'DejaVu Sans,10.13' textcolor rgb '#222222'
set key inside left top opaque Left reverse samplen 2.4 spacing 1.25 font 'DejaVu Sans,9' textcolor rgb '#222222'
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
